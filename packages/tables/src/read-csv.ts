import type { Readable } from 'node:stream';
import { CsvFault } from './csv-fault.ts';
import { CsvScanner, type ScannedRow } from './csv-scanner.ts';
import { TableError } from './table-error.ts';
import { MAX_COLUMNS, type Table, type TableRow } from './table.ts';

const UTF8_MARK = [0xef, 0xbb, 0xbf];
const UTF16_MARKS = ['fffe', 'feff'];

/** CSV whose first row names the columns, read as it comes; a byte order mark is skipped. */
export async function readCsv(bytes: Readable, source: string, delimiter: ',' | '\t'): Promise<Table> {
  const batches = scannedBatches(bytes, source, delimiter);
  let first: ScannedRow[] = [];
  while (first.length === 0) {
    const step = await nextBatch(batches, source, []);
    if (step.done) throw refusal(source, 1, 'a row of column names', 'nothing');
    first = step.value;
  }
  const columns = columnNames(first.shift(), source);
  return { source, format: 'csv', columns, batches: checkedBatches(first, batches, source, columns) };
}

async function* scannedBatches(
  bytes: Readable,
  source: string,
  delimiter: ',' | '\t',
): AsyncGenerator<ScannedRow[], undefined> {
  const scanner = new CsvScanner(delimiter);
  let isFirst = true;
  for await (const chunk of withoutMark(bytes)) {
    if (isFirst && UTF16_MARKS.includes(Buffer.from(chunk.subarray(0, 2)).toString('hex')))
      throw refusal(source, 1, 'UTF-8', 'UTF-16');
    isFirst = false;
    const zero = chunk.indexOf(0);
    // Text holds no zero bytes, and no column of text in a database takes one.
    if (zero >= 0) {
      yield scanner.push(chunk.subarray(0, zero));
      throw new CsvFault(scanner.line, 0, 'text', 'a zero byte');
    }
    yield scanner.push(chunk);
  }
  yield scanner.end();
}

/** The bytes without a UTF-8 byte order mark, which may come in several chunks. */
async function* withoutMark(bytes: Readable): AsyncGenerator<Uint8Array> {
  let head: Buffer | undefined = Buffer.alloc(0);
  for await (const chunk of bytes as AsyncIterable<Uint8Array | string>) {
    const part: Uint8Array = typeof chunk === 'string' ? Buffer.from(chunk) : chunk;
    if (head === undefined) {
      yield part;
      continue;
    }
    head = Buffer.concat([head, part]);
    if (head.length < UTF8_MARK.length) continue;
    yield UTF8_MARK.every((byte, index) => head?.[index] === byte) ? head.subarray(UTF8_MARK.length) : head;
    head = undefined;
  }
  if (head !== undefined) yield head;
}

function refusal(source: string, line: number, expected: string, found: string): TableError {
  return new TableError(`${source}: line ${line}: expected ${expected}, found ${found}`, { line, column: null });
}

type Step = { done: true } | { done: false; value: ScannedRow[] };

async function nextBatch(
  batches: AsyncGenerator<ScannedRow[], undefined>,
  source: string,
  columns: readonly string[],
): Promise<Step> {
  try {
    const { done, value } = await batches.next();
    return done === true ? { done } : { done: false, value };
  } catch (error) {
    if (error instanceof TableError) throw error;
    if (!(error instanceof CsvFault))
      throw new TableError(`${source} could not be read: ${error instanceof Error ? error.message : String(error)}`);
    const name = columns[error.column];
    const column = name === undefined ? `column ${error.column + 1}` : `column "${name}"`;
    const place = { line: error.line, column: name ?? null };
    throw new TableError(`${source}: line ${error.line}, ${column}: ${error.message}`, place);
  }
}

async function* checkedBatches(
  first: ScannedRow[],
  batches: AsyncGenerator<ScannedRow[], undefined>,
  source: string,
  columns: readonly string[],
): AsyncGenerator<readonly TableRow[]> {
  try {
    for (let step: Step = { done: false, value: first }; !step.done; step = await nextBatch(batches, source, columns)) {
      for (const { line, cells } of step.value)
        if (cells.length !== columns.length)
          throw refusal(source, line, `${columns.length} cells`, String(cells.length));
      yield step.value;
    }
  } finally {
    await batches.return(undefined);
  }
}

function columnNames(header: ScannedRow | undefined, source: string): string[] {
  const { line, cells } = header ?? { line: 1, cells: [] };
  if (cells.length > MAX_COLUMNS) throw refusal(source, line, `at most ${MAX_COLUMNS} columns`, 'more');
  // An index column without a name is what some programs write first.
  const names = cells.map((cell, index) => (cell.trim() === '' ? `column ${index + 1}` : cell));
  const seen = new Set<string>();
  for (const name of names) {
    if (seen.has(name)) throw refusal(source, line, 'different column names', `"${name}" twice`);
    seen.add(name);
  }
  return names;
}
