import { compilePath } from './field-path.ts';
import { describeValue, Refusal } from './refusal.ts';
import type { Unpacked } from './row.ts';
import type { StreamMapping } from './stream-mapping.ts';

/** Most events that one message may hold. */
export const MAX_ROWS = 10_000;

/** Entries of a message that become one event each. Columns share one entry, told apart by position. */
export type RowExpander = (unpacked: Unpacked) => readonly unknown[];

function limited(count: number, path: string): number {
  if (count > MAX_ROWS) throw new Refusal(path, `${count} rows, at most ${MAX_ROWS}`);
  return count;
}

/** Length of the columns: lists among the values of an object, which have to agree. */
function columnLength(value: unknown, path: string): number {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new Refusal(path, `${describeValue(value)}, expected columns`);
  let length: number | null = null;
  for (const [name, column] of Object.entries(value)) {
    if (!Array.isArray(column)) continue;
    if (length !== null && column.length !== length)
      throw new Refusal(`${path}.${name}`, `${column.length} values, other columns have ${length}`);
    ({ length } = column);
  }
  return length ?? 1;
}

export function compileRows(mapping: StreamMapping): RowExpander {
  const { rows, features } = mapping;
  const readRows = compilePath(rows ?? '');
  const path = features?.path ?? '';
  const readFrame = compilePath(path);
  const isFrame = features?.as === 'columns' || features?.as === 'split';
  return ({ root, rows: unpacked }) => {
    if (isFrame && unpacked === null) {
      const frame = readFrame(root);
      const length =
        features.as === 'split'
          ? listOf((frame as { data?: unknown } | null)?.data, `${path}.data`).length
          : columnLength(frame, path);
      return Array.from({ length: limited(length, path) }, () => root);
    }
    if (unpacked !== null) {
      limited(unpacked.length, 'rows');
      return rows === undefined ? unpacked : unpacked.flatMap((entry) => listOf(readRows(entry), rows));
    }
    if (rows === undefined) return [root];
    const entries = listOf(readRows(root), rows);
    limited(entries.length, rows);
    return entries;
  };
}

function listOf(value: unknown, path: string): readonly unknown[] {
  if (!Array.isArray(value)) throw new Refusal(path, `${describeValue(value)}, expected a list of rows`);
  return value;
}
