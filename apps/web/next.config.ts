import path from 'node:path';
import type { NextConfig } from 'next';

const config: NextConfig = {
  output: 'standalone',
  outputFileTracingRoot: path.join(import.meta.dirname, '../..'),
  // What the build itself was made of is not needed to run it.
  outputFileTracingExcludes: {
    '/*': ['./src/**/*', './e2e/**/*', './*.config.*', './tsconfig*', './dist/dev*/**/*', '../../**/*.test.ts'],
  },
  // Several builds and dev servers may run from one tree; each needs a folder of its own.
  distDir: process.env['LEEWAY_NEXT_DIST'] ?? '.next',
  transpilePackages: [
    '@leeway/api',
    '@leeway/contracts',
    '@leeway/drift',
    '@leeway/integrations',
    '@leeway/response',
    '@leeway/services',
    '@leeway/slo',
    '@leeway/store',
    '@leeway/tables',
  ],
  serverExternalPackages: ['@prisma/client', '@prisma/adapter-pg', 'pg', 'pino', 'prom-client', 'better-auth'],
  turbopack: { root: path.join(import.meta.dirname, '../..') },
  poweredByHeader: false,
  reactStrictMode: true,
  experimental: { useTypeScriptCli: true },
  // `npm run types` checks these files. The build's own check repeats that in 20 s, and from its incremental state
  // it told errors of another file's earlier text.
  typescript: { ignoreBuildErrors: true },
  headers: () =>
    Promise.resolve([
      {
        source: '/:path*',
        headers: [
          { key: 'X-Content-Type-Options', value: 'nosniff' },
          { key: 'X-Frame-Options', value: 'DENY' },
          { key: 'Referrer-Policy', value: 'same-origin' },
          { key: 'Cross-Origin-Opener-Policy', value: 'same-origin' },
          { key: 'Cross-Origin-Resource-Policy', value: 'same-origin' },
          { key: 'Permissions-Policy', value: 'camera=(), geolocation=(), microphone=(), payment=(), usb=()' },
        ],
      },
    ]),
};

export default config;
