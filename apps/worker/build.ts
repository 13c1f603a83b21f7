/** Bundles the worker into dist/main.js, which needs Node 24 and what lies beside it: the default runbooks. */
import { cpSync, rmSync } from 'node:fs';
import path from 'node:path';
import { build } from 'esbuild';

const root = import.meta.dirname;
const dist = path.join(root, 'dist');

rmSync(dist, { recursive: true, force: true });
await build({
  entryPoints: { main: path.join(root, 'src/main.ts') },
  outdir: dist,
  bundle: true,
  platform: 'node',
  format: 'esm',
  target: 'node24',
  sourcemap: 'linked',
  // Comments are half of it, and with one character beyond Latin-1 V8 keeps two bytes for each of the others.
  minifyWhitespace: true,
  charset: 'ascii',
  legalComments: 'linked',
  // Its native binding is optional and not installed.
  external: ['pg-native'],
  // Some dependencies are CommonJS and ask for Node's own modules by require.
  banner: {
    js: "import { createRequire as requireOfBundle } from 'node:module'; const require = requireOfBundle(import.meta.url);",
  },
});
cpSync(path.join(root, '../../packages/services/src/runbooks/default-runbooks'), path.join(dist, 'default-runbooks'), {
  recursive: true,
});
