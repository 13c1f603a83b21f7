import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { sourceHash } from './source-hash.ts';

let dir = '';
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'leeway-hash-'));
  write('app/src/page.tsx', 'one');
  write('lock.json', '{}');
});
afterEach(() => rmSync(dir, { recursive: true }));

function write(path: string, text: string): void {
  mkdirSync(join(dir, path, '..'), { recursive: true });
  writeFileSync(join(dir, path), text);
}
const hash = (): Promise<string> => sourceHash(dir, ['app', 'lock.json', 'absent']);

it.each([
  ['a changed file', 'app/src/page.tsx', 'two'],
  ['a new file', 'app/src/more.tsx', 'one'],
  ['a changed single file', 'lock.json', '{"a":1}'],
])('changes with %s', async (_, path, text) => {
  const before = await hash();
  write(path, text);
  expect(await hash()).not.toBe(before);
});

it.each([
  'app/node_modules/x.js',
  'app/.next/y.js',
  'app/.next-other/y.js',
  'app/src/page.test.tsx',
  'app/e2e/z.ts',
  'app/README.md',
])('does not change with %s, which no build reads', async (path) => {
  const before = await hash();
  write(path, 'text');
  expect(await hash()).toBe(before);
});
