import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: ['{apps,bench,packages,prisma,scripts}/**/*.test.ts', '{apps,packages}/**/*.test.tsx'],
          exclude: ['**/*.int.test.ts', '**/node_modules/**', '**/.next/**', '**/dist/**', '**/e2e/**'],
          environment: 'node',
          sequence: { shuffle: true },
        },
      },
      {
        test: {
          name: 'integration',
          include: ['{apps,packages}/**/*.int.test.ts'],
          exclude: ['**/node_modules/**', '**/.next/**', '**/dist/**'],
          environment: 'node',
          globalSetup: ['packages/testing/src/services-setup.ts'],
          testTimeout: 60_000,
          hookTimeout: 90_000,
          maxWorkers: 2,
          // kafkajs on Node 24 asks for a timer in the past, once a process, which does no harm.
          execArgv: ['--disable-warning=TimeoutNegativeWarning'],
        },
      },
      {
        test: {
          name: 'faults',
          include: ['{apps,packages}/**/*.fault.ts'],
          exclude: ['**/node_modules/**'],
          environment: 'node',
          globalSetup: ['packages/testing/src/services-setup.ts'],
          testTimeout: 240_000,
          hookTimeout: 120_000,
          maxWorkers: 2,
          execArgv: ['--disable-warning=TimeoutNegativeWarning'],
        },
      },
    ],
  },
});
