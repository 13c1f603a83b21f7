import { Readable } from 'node:stream';
import { expect, test } from 'vitest';
import type { CliIo } from '../command.ts';
import { progressLine, startProgress } from './progress.ts';

const io: CliIo = { env: {}, out: () => {}, err: () => {}, stdin: Readable.from([]) };

test('a bar says how far it is, within the width of the terminal', () => {
  expect(progressLine('a.csv', 2 ** 20, 2 ** 21, 80)).toBe(
    `a.csv [${'='.repeat(15)}${' '.repeat(15)}]  50 % of 2.0 MiB`,
  );
  expect(progressLine('a.csv', 2 ** 20, 2 ** 21, 20)).toHaveLength(19);
  expect(progressLine('stdin', 2 ** 20, undefined, 80)).toBe('stdin 1.0 MiB');
});

test('is drawn on a terminal and taken away at the end', () => {
  const written: string[] = [];
  const progress = startProgress({ ...io, terminal: { write: (text) => written.push(text), columns: 80 } }, 'x', 10);
  progress.add(5);
  progress.end();
  expect(written[0]).toContain('50 %');
  expect(written.at(-1)).toBe('\r\u001B[K');
});

test('writes nothing where there is no terminal', () => {
  const progress = startProgress(io, 'x', 10);
  progress.add(5);
  expect(() => progress.end()).not.toThrow();
});
