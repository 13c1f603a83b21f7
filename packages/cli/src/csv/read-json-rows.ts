import { CliError } from '../cli-error.ts';
import type { CliIo } from '../command.ts';
import { readNumberedJsonLines } from '../json-lines.ts';
import type { OnBytes } from '../open-source.ts';
import { shownValue } from './cell-error.ts';
import { MAX_COLUMNS, type Table, type TableRow } from './table.ts';

/** Objects further inside than this are cells. */
const DEEPEST = 8;

/**
 * JSON Lines of objects as a table: a key is a column, in the order in which keys are first seen. With `flatten` objects
 * inside them are columns too, named like `features.age`.
 */
export function readJsonRows(
  source: string,
  io: CliIo,
  { onBytes, flatten = false }: { onBytes?: OnBytes | undefined; flatten?: boolean | undefined } = {},
): Table {
  const columns: string[] = [];
  return { source, format: 'json-lines', columns, batches: objectBatches({ source, io, onBytes, flatten, columns }) };
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function* cellsOf(value: object, depth: number, prefix = ''): Generator<[string, unknown]> {
  for (const [key, cell] of Object.entries(value))
    if (depth > 0 && isObject(cell)) yield* cellsOf(cell, depth - 1, `${prefix}${key}.`);
    else yield [`${prefix}${key}`, cell];
}

const BATCH_ROWS = 1_024;

async function* objectBatches(input: {
  source: string;
  io: CliIo;
  onBytes: OnBytes | undefined;
  flatten: boolean;
  columns: string[];
}): AsyncGenerator<readonly TableRow[]> {
  const { source, io, onBytes, flatten, columns } = input;
  let batch: TableRow[] = [];
  const indexOf = new Map<string, number>();
  for await (const { line, value } of readNumberedJsonLines(source, io, { onBytes })) {
    if (!isObject(value)) throw new CliError(`${source}: line ${line}: expected an object, found ${shownValue(value)}`);
    const cells: unknown[] = Array.from({ length: columns.length });
    for (const [key, cell] of cellsOf(value, flatten ? DEEPEST : 0)) {
      let index = indexOf.get(key);
      if (index === undefined) {
        index = columns.length;
        if (index >= MAX_COLUMNS)
          throw new CliError(`${source}: line ${line}: expected at most ${MAX_COLUMNS} columns, found one more`);
        columns.push(key);
        indexOf.set(key, index);
      }
      cells[index] = cell;
    }
    batch.push({ line, cells });
    if (batch.length < BATCH_ROWS) continue;
    yield batch;
    batch = [];
  }
  yield batch;
}
