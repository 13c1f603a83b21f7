import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { beginLog, prepareHome } from './prepare-home.ts';

let dir = '';
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'leeway-home-'));
});
afterEach(() => rmSync(dir, { recursive: true }));

it('makes a secret once and keeps it from others', () => {
  const first = prepareHome(join(dir, 'home'), undefined);
  const second = prepareHome(join(dir, 'home'), undefined);
  expect(first.authSecret).toBe(second.authSecret);
  expect(first.authSecret.length).toBeGreaterThanOrEqual(43);
  expect(statSync(join(dir, 'home', 'secret')).mode & 0o777).toBe(0o600);
});

it('prefers the secret that is given', () => {
  expect(prepareHome(dir, 'a'.repeat(40)).authSecret).toBe('a'.repeat(40));
});

it('names a folder that can not be written, and the remedy', () => {
  writeFileSync(join(dir, 'file'), '');
  expect(() => prepareHome(join(dir, 'file', 'home'), undefined)).toThrow(/can't be written \(ENOTDIR\)/u);
});

it('keeps the log of the run before', () => {
  const path = join(dir, 'web.log');
  writeFileSync(path, 'before');
  beginLog(path);
  expect(readFileSync(path, 'utf8')).toBe('');
  expect(readFileSync(`${path}.1`, 'utf8')).toBe('before');
});
