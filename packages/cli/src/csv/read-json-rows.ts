import { CliError } from '../cli-error.ts';
import type { CliIo } from '../command.ts';
import { readNumberedJsonLines } from '../json-lines.ts';
import type { OnBytes } from '../open-source.ts';
import { shownValue } from './cell-error.ts';
import { MAX_COLUMNS, type Table, type TableRow } from './table.ts';

/** JSON Lines of objects as a table: a key is a column, in the order in which keys are first seen. */
export function readJsonRows(source: string, io: CliIo, onBytes?: OnBytes): Table {
  const columns: string[] = [];
  return { source, format: 'json-lines', columns, batches: objectBatches({ source, io, onBytes, columns }) };
}

const BATCH_ROWS = 1_024;

async function* objectBatches(input: {
  source: string;
  io: CliIo;
  onBytes: OnBytes | undefined;
  columns: string[];
}): AsyncGenerator<readonly TableRow[]> {
  const { source, io, onBytes, columns } = input;
  let batch: TableRow[] = [];
  const indexOf = new Map<string, number>();
  for await (const { line, value } of readNumberedJsonLines(source, io, { onBytes })) {
    if (typeof value !== 'object' || value === null || Array.isArray(value))
      throw new CliError(`${source}: line ${line}: expected an object, found ${shownValue(value)}`);
    const cells: unknown[] = Array.from({ length: columns.length });
    for (const [key, cell] of Object.entries(value)) {
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
