import { jsonTable, readCsv, readJsonLines, type Table } from '@leeway/tables';
import type { CliIo } from '../command.ts';
import { openSource, type OnBytes } from '../open-source.ts';

const JSON_LINES = /\.(jsonl|ndjson|json)(\.gz)?$/u;
const TAB_SEPARATED = /\.tsv(\.gz)?$/u;

/**
 * Opens a file (also .gz), an http(s) address or `-` as a table: JSON Lines where the name says so (.jsonl, .ndjson,
 * .json), else CSV (.tsv with tabs). Rows come as they are read, whatever the size. `flatten`: see `jsonTable`.
 */
export async function openTable(
  source: string,
  io: CliIo,
  onBytes?: OnBytes,
  { flatten }: { flatten?: boolean } = {},
): Promise<Table> {
  const path = /^https?:\/\//u.test(source) ? new URL(source).pathname : source;
  const bytes = await openSource(source, io, { onBytes });
  if (JSON_LINES.test(path)) return jsonTable(readJsonLines(bytes, source), source, { flatten });
  return readCsv(bytes, source, TAB_SEPARATED.test(path) ? '\t' : ',');
}
