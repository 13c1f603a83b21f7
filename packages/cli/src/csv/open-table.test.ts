import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import { columnIndex, readCsv, rowsOf } from '@leeway/tables';
import { afterAll, describe, expect, test } from 'vitest';
import type { CliIo } from '../command.ts';
import { openTable } from './open-table.ts';

const folder = mkdtempSync(join(tmpdir(), 'leeway-csv-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const io: CliIo = { env: {}, out: () => {}, err: () => {}, stdin: Readable.from([]) };

function file(name: string, content: string | Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

async function readAll(path: string): Promise<{ columns: readonly string[]; rows: [number, ...unknown[]][] }> {
  const table = await openTable(path, io);
  const rows: [number, ...unknown[]][] = [];
  for await (const { line, cells } of rowsOf(table)) rows.push([line, ...cells]);
  return { columns: table.columns, rows };
}

async function refusal(name: string, content: string): Promise<string> {
  const path = file(name, content);
  const error: unknown = await readAll(path).then(
    () => new Error('was not refused'),
    (thrown: unknown) => thrown,
  );
  return error instanceof Error ? error.message.replace(path, 'file') : String(error);
}

describe('CSV', () => {
  test('with a byte order mark, both line ends, quoted commas, quotes, line ends, and an empty line', async () => {
    const path = file('a.csv', '\uFEFFa,b\r\n1,"x, ""y"""\n2,"two\nlines"\r\n\r\n3,\n"4",z');
    expect(await readAll(path)).toEqual({
      columns: ['a', 'b'],
      rows: [
        [2, '1', 'x, "y"'],
        [3, '2', 'two\nlines'],
        [6, '3', ''],
        [7, '4', 'z'],
      ],
    });
  });
  test('cut anywhere: characters and line ends that straddle two reads', async () => {
    const text = 'näme,b\r\n"Zürich ""€""\r\n😀",1\r\n,2\r\n';
    const bytes = Buffer.from(text);
    for (let size = 1; size <= 5; size += 1) {
      const chunks = Array.from({ length: Math.ceil(bytes.length / size) }, (_, i) =>
        bytes.subarray(i * size, (i + 1) * size),
      );
      const table = await readCsv(Readable.from(chunks), 'cut', ',');
      const rows: unknown[] = [];
      for await (const row of rowsOf(table)) rows.push(row);
      expect(table.columns).toEqual(['näme', 'b']);
      expect(rows).toEqual([
        { line: 2, cells: ['Zürich "€"\r\n😀', '1'] },
        { line: 4, cells: ['', '2'] },
      ]);
    }
  });
  test('packed, and with tabs', async () => {
    expect(await readAll(file('a.csv.gz', gzipSync('a\n1\n')))).toEqual({ columns: ['a'], rows: [[2, '1']] });
    expect(await readAll(file('a.tsv', 'a\tb\n1,5\t2\n'))).toEqual({ columns: ['a', 'b'], rows: [[2, '1,5', '2']] });
  });
  test('a column without a name is called by its place', async () => {
    expect((await readAll(file('index.csv', ',x\n0,1\n'))).columns).toEqual(['column 1', 'x']);
  });
  test.each([
    ['', 'file: line 1: expected a row of column names, found nothing'],
    ['a,a\n', 'file: line 1: expected different column names, found "a" twice'],
    ['a,b\n1,2\n1,2,3\n', 'file: line 3: expected 2 cells, found 3'],
    ['a,b\n1\n', 'file: line 2: expected 2 cells, found 1'],
    ['a,b\n1,2\n1,x"y\n', 'file: line 3, column "b": expected quotes around the whole cell, found one inside it'],
    [
      'a,b\n1,"x"y\n',
      'file: line 2, column "b": expected a delimiter or line end after the closing quote (a quote is written ""), found "y"',
    ],
    ['a,b\n1,"x\n', 'file: line 2, column "b": expected a closing quote, found the end of the file'],
    [
      `a,b\n1,"${'x'.repeat(1_500_000)}`,
      'file: line 2, column "b": expected a closing quote, found none in 1048576 bytes',
    ],
  ])('refuses %.30j with place and expectation', async (content, message) => {
    expect(await refusal('bad.csv', content)).toBe(message);
  });
  test('a file that does not exist, or is no gzip, is said to be unreadable', async () => {
    await expect(readAll(join(folder, 'nowhere.csv'))).rejects.toThrow(/could not be read: ENOENT/u);
    await expect(readAll(file('plain.csv.gz', 'a\n1\n'))).rejects.toThrow(/could not be read: incorrect header check/u);
  });
  test('a reader that stops early closes the file', async () => {
    const bytes = Readable.from(
      (function* () {
        for (;;) yield Buffer.from('a\n1\n2\n');
      })(),
    );
    const table = await readCsv(bytes, 'endless', ',');
    for await (const { line } of rowsOf(table)) if (line > 2) break;
    await new Promise((resolve) => void setTimeout(resolve, 20));
    expect(bytes.destroyed).toBe(true);
  });
});

describe('JSON Lines', () => {
  test('keys are columns as they are first seen; what is absent is undefined', async () => {
    const path = file('a.jsonl', '{"a":1,"b":null}\n\n{"c":[2],"a":"x"}\n');
    expect(await readAll(path)).toEqual({
      columns: ['a', 'b', 'c'],
      rows: [
        [2 - 1, 1, null],
        [3, 'x', undefined, [2]],
      ],
    });
  });
  test('objects inside are columns where that is wanted; lists are cells', async () => {
    const path = file(
      'nested.jsonl',
      '{"id":"1","features":{"x":1,"y":{"z":[2]}}}\n{"features":{"x":3},"score":0.5}\n',
    );
    const table = await openTable(path, io, undefined, { flatten: true });
    const rows: unknown[] = [];
    for await (const { cells } of rowsOf(table)) rows.push(cells);
    expect(table.columns).toEqual(['id', 'features.x', 'features.y.z', 'score']);
    expect(rows).toEqual([
      ['1', 1, [2]],
      [undefined, 3, undefined, 0.5],
    ]);
  });
  test('refuses what is no JSON and what is no object, with the line', async () => {
    expect(await refusal('bad.ndjson', '{"a":1}\n{"a":')).toBe('file: line 2 is not JSON');
    expect(await refusal('list.json', '{"a":1}\n[1,2]\n')).toBe('file: line 2: expected an object, found [1,2]');
  });
  test('a file that does not exist is said to be unreadable', async () => {
    await expect(readAll(join(folder, 'nowhere.jsonl'))).rejects.toThrow(/could not be read: ENOENT/u);
  });
});

test('a column that is not there is refused with those that are', async () => {
  const table = await openTable(file('c.csv', 'a,b\n'), io);
  expect(columnIndex(table, 'b')).toBe(1);
  expect(() => columnIndex(table, 'z')).toThrow(/expected a column "z", found "a", "b"$/u);
});
