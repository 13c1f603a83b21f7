import { expect, it } from 'vitest';
import { tellingLines } from './build-web.ts';

it('tells what the compiler said, not what npm and Turborepo said about it', () => {
  const output = `
   • turbo 2.11.11
@leeway/web:build: > next build
@leeway/web:build: ✓ Compiled successfully in 23.0s
@leeway/web:build: src/page.tsx(110,31): error TS2339: Property 'models' does not exist
@leeway/web:build: Failed to type check.
@leeway/web:build: npm error Lifecycle script \`build\` failed with error:
@leeway/web#build:  ERROR  command (/x/apps/web) /usr/bin/npm run build exited (1)
 Tasks:    0 successful, 1 total
Failed:    @leeway/web#build
 ERROR  run failed: command  exited (1)`;
  expect(tellingLines(output)).toBe(
    "src/page.tsx(110,31): error TS2339: Property 'models' does not exist\nFailed to type check.",
  );
});

it('shows the end when no line says error', () => {
  expect(tellingLines('@leeway/web:build: heap\n@leeway/web:build: Killed\n')).toBe('heap\nKilled');
});
