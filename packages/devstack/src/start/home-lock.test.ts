import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { takeHomeLock } from './home-lock.ts';

let dir = '';
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'leeway-lock-'));
});
afterEach(() => rmSync(dir, { recursive: true }));

it('lets one start in at a time', () => {
  const lock = takeHomeLock(join(dir, 'lock'), dir);
  expect(() => takeHomeLock(join(dir, 'lock'), dir)).toThrow(`already running from ${dir} (process ${process.pid})`);
  lock.release();
  takeHomeLock(join(dir, 'lock'), dir).release();
});

it.each([
  ['of a process that is gone', JSON.stringify({ pid: 2_000_000_000, identity: 'x' })],
  ['whose number another process has by now', JSON.stringify({ pid: process.pid, identity: 'an earlier one' })],
  ['that was cut short', '{"pi'],
])('takes over a lock %s', (_, content) => {
  writeFileSync(join(dir, 'lock'), content);
  takeHomeLock(join(dir, 'lock'), dir).release();
});
