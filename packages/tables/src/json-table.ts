import { shownValue } from './cell-error.ts';
import type { JsonLine } from './read-json-lines.ts';
import { TableError } from './table-error.ts';
import { MAX_COLUMNS, type Table, type TableRow } from './table.ts';

/** Objects further inside than this are cells. */
const DEEPEST = 8;

/**
 * JSON Lines of objects as a table: a key is a column, in the order in which keys are first seen. With `flatten` objects
 * inside them are columns too, named like `features.age`.
 */
export function jsonTable(
  lines: AsyncIterable<readonly JsonLine[]>,
  source: string,
  { flatten = false }: { flatten?: boolean | undefined } = {},
): Table {
  const columns: string[] = [];
  return { source, format: 'json-lines', columns, batches: objectBatches(lines, { source, flatten, columns }) };
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function* cellsOf(value: object, depth: number, prefix = ''): Generator<[string, unknown]> {
  for (const [key, cell] of Object.entries(value))
    if (depth > 0 && isObject(cell)) yield* cellsOf(cell, depth - 1, `${prefix}${key}.`);
    else yield [`${prefix}${key}`, cell];
}

async function* objectBatches(
  lines: AsyncIterable<readonly JsonLine[]>,
  { source, flatten, columns }: { source: string; flatten: boolean; columns: string[] },
): AsyncGenerator<readonly TableRow[]> {
  const indexOf = new Map<string, number>();
  const rowOf = ({ line, value }: JsonLine): TableRow => {
    const refuse = (expected: string, found: string) =>
      new TableError(`${source}: line ${line}: expected ${expected}, found ${found}`, { line, column: null });
    if (!isObject(value)) throw refuse('an object', shownValue(value));
    const cells: unknown[] = Array.from({ length: columns.length });
    for (const [key, cell] of cellsOf(value, flatten ? DEEPEST : 0)) {
      let index = indexOf.get(key);
      if (index === undefined) {
        index = columns.length;
        if (index >= MAX_COLUMNS) throw refuse(`at most ${MAX_COLUMNS} columns`, 'one more');
        columns.push(key);
        indexOf.set(key, index);
      }
      cells[index] = cell;
    }
    return { line, cells };
  };
  for await (const batch of lines) yield batch.map(rowOf);
}
