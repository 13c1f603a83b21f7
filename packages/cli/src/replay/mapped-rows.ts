import { createStreamDecoder, segmentsOf, type StreamMapping } from '@leeway/contracts';
import { columnIndex, type Table, type TableRow } from '@leeway/tables';
import { CliError } from '../cli-error.ts';
import { cellText } from './cell-text.ts';
import { jsonCell } from './json-cell.ts';
import type { RowMessage } from './row-message.ts';

type Nested = { [name: string]: unknown };

/** Makes the objects on the way; what stands in it already is replaced. */
function put(target: Nested, segments: readonly string[], value: unknown): void {
  let at = target;
  for (const segment of segments.slice(0, -1)) {
    const next = Object.hasOwn(at, segment) ? at[segment] : undefined;
    const inner = typeof next === 'object' && next !== null && !Array.isArray(next) ? (next as Nested) : {};
    at[segment] = inner;
    at = inner;
  }
  at[segments.at(-1) ?? ''] = value;
}

/**
 * Rows → messages as they stand in the file: a row of CSV becomes an object whose columns with dots are nested, a JSON
 * line stays itself. Each is read under the mapping first; one that makes no event is refused, with its line.
 */
export function createMappedRows(
  table: Table,
  mapping: StreamMapping,
  { id, stamp }: { id?: string | undefined; stamp?: string | undefined },
): (row: TableRow) => RowMessage {
  const decoder = createStreamDecoder(mapping);
  const keyColumn = id === undefined ? -1 : columnIndex(table, id);
  let number = 0;
  return ({ line, cells }) => {
    number += 1;
    const message: Nested = {};
    for (const [index, name] of table.columns.entries()) {
      const cell = cells[index];
      if (table.format === 'csv') put(message, segmentsOf(name), jsonCell(cell));
      else if (cell !== undefined) message[name] = cell;
    }
    const nowMs = Date.now();
    if (stamp !== undefined) put(message, segmentsOf(stamp), new Date(nowMs).toISOString());
    const key = cellText(cells[keyColumn] ?? number);
    const value = JSON.stringify(message);
    const decoded = decoder.decode({
      partition: 0,
      offset: 0n,
      timestampMs: nowMs,
      key: new TextEncoder().encode(key),
      value: new TextEncoder().encode(value),
      headers: {},
    });
    if (decoded.kind === 'predictions' || decoded.kind === 'labels') return { key, value };
    const reason = decoded.kind === 'refused' ? decoded.reason : decoded.kind;
    throw new CliError(`${table.source}: line ${line}: the mapping makes no event of it: ${reason}`);
  };
}
