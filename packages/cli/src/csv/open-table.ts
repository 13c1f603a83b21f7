import { CliError } from '../cli-error.ts';
import type { CliIo } from '../command.ts';
import { openSource, type OnBytes } from '../open-source.ts';
import { readCsv } from './read-csv.ts';
import { readJsonRows } from './read-json-rows.ts';
import type { Table } from './table.ts';

const JSON_LINES = /\.(jsonl|ndjson|json)(\.gz)?$/u;
const TAB_SEPARATED = /\.tsv(\.gz)?$/u;

/**
 * Opens a file (also .gz), an http(s) address or `-` as a table: JSON Lines where the name says so (.jsonl, .ndjson,
 * .json), else CSV (.tsv with tabs). Rows come as they are read, whatever the size. `flatten`: see `readJsonRows`.
 */
export async function openTable(
  source: string,
  io: CliIo,
  onBytes?: OnBytes,
  { flatten }: { flatten?: boolean } = {},
): Promise<Table> {
  const path = /^https?:\/\//u.test(source) ? new URL(source).pathname : source;
  if (JSON_LINES.test(path)) return readJsonRows(source, io, { onBytes, flatten });
  return readCsv(await openSource(source, io, { onBytes }), source, TAB_SEPARATED.test(path) ? '\t' : ',');
}

/** Where a column stands; refuses with the names there are. Not for JSON Lines before their rows were read. */
export function columnIndex({ source, columns }: Table, name: string): number {
  const index = columns.indexOf(name);
  if (index >= 0) return index;
  const known = columns.slice(0, 20).map((column) => `"${column}"`);
  throw new CliError(
    `${source}: expected a column "${name}", found ${known.join(', ')}${columns.length > 20 ? ' …' : ''}`,
  );
}
