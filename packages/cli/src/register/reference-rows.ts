import { createHash } from 'node:crypto';
import { basename } from 'node:path';
import { ROLES, tableEvents, type TableColumns } from '@leeway/tables';
import type { CliIo } from '../command.ts';
import { openTable } from '../csv/open-table.ts';
import { readNumberedJsonLines } from '../json-lines.ts';
import type { OnBytes } from '../open-source.ts';
import { sourceBytes, startProgress } from '../progress/progress.ts';

const CSV = /\.(csv|tsv)(\.gz)?$/u;

export type ReferenceRows = {
  rows: AsyncIterable<unknown>;
  cells: 'json' | 'text';
  /** Known when all rows were read; not for standard input. */
  file: () => { name: string; sha256: string } | undefined;
  /** Takes the progress bar away. */
  end: () => void;
};

/**
 * Rows of a reference as prediction events: JSON lines that are such events, or, for a CSV file and wherever a column is
 * named, a flat table.
 */
export function referenceRows(input: {
  source: string;
  name: string;
  columns: TableColumns;
  model: string;
  io: CliIo;
}): ReferenceRows {
  const { source, name, columns, model, io } = input;
  const path = /^https?:\/\//u.test(source) ? new URL(source).pathname : source;
  const isCsv = CSV.test(path);
  const isTable = isCsv || columns.ignore.length > 0 || ROLES.some((role) => columns[role] !== undefined);
  const hash = createHash('sha256');
  const progress = startProgress(io, basename(name), sourceBytes(source));
  const onBytes: OnBytes = (bytes, chunk) => {
    hash.update(chunk);
    progress.add(bytes);
  };
  let sha256: string | undefined;
  async function* rows(): AsyncGenerator {
    if (isTable) yield* tableEvents(await openTable(source, io, onBytes), columns, model);
    else for await (const { value } of readNumberedJsonLines(source, io, { onBytes })) yield value;
    progress.end();
    if (source !== '-') sha256 = hash.digest('hex');
  }
  const isText = isTable && (isCsv || source === '-');
  return {
    rows: rows(),
    cells: isText ? 'text' : 'json',
    file: () => (sha256 === undefined ? undefined : { name, sha256 }),
    end: progress.end,
  };
}
