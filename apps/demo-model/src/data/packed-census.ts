import { gunzipSync, gzipSync } from 'node:zlib';
import { z } from 'zod';
import { FEATURES, type CensusTable } from './census-table.ts';

const MAGIC = 'CENSUS1\n';
const PREFIX_BYTES = MAGIC.length + 4;
/** Bound on what a damaged or foreign file can make us allocate. */
const MAX_UNPACKED_BYTES = 32_000_000;

const Header = z.object({
  columns: z.array(z.string()).max(100),
  tables: z
    .array(z.object({ name: z.string(), firstFileRow: z.int().min(0), rows: z.int().min(1).max(1_000_000) }))
    .min(1)
    .max(20),
});

const COLUMNS: readonly string[] = [...FEATURES, 'employed'];

/** Tables → magic, header length (uint32 LE), JSON header, then each table column by column as uint8; gzipped. */
export function packCensus(tables: readonly CensusTable[]): Uint8Array {
  const header = Buffer.from(
    JSON.stringify({
      columns: COLUMNS,
      tables: tables.map(({ name, firstFileRow, rows }) => ({ name, firstFileRow, rows })),
    }),
  );
  const prefix = Buffer.alloc(PREFIX_BYTES);
  prefix.write(MAGIC, 'latin1');
  prefix.writeUInt32LE(header.byteLength, MAGIC.length);
  const columns = tables.flatMap((table) => [...table.features, table.employed]);
  return gzipSync(Buffer.concat([prefix, header, ...columns]), { level: 9 });
}

export function unpackCensus(packed: Uint8Array): CensusTable[] {
  const bytes = gunzipSync(packed, { maxOutputLength: MAX_UNPACKED_BYTES });
  if (bytes.subarray(0, MAGIC.length).toString('latin1') !== MAGIC) throw new Error('not a packed census file');
  const bodyStart = PREFIX_BYTES + bytes.readUInt32LE(MAGIC.length);
  const header = Header.parse(JSON.parse(bytes.subarray(PREFIX_BYTES, bodyStart).toString('utf8')));
  if (header.columns.join() !== COLUMNS.join()) throw new Error(`other columns: ${header.columns.join(', ')}`);
  const bodyBytes = header.tables.reduce((sum, table) => sum + table.rows * COLUMNS.length, 0);
  if (bytes.byteLength - bodyStart !== bodyBytes) throw new Error('the packed census file is cut or padded');
  let at = bodyStart;
  const column = (rows: number): Uint8Array => bytes.subarray(at, (at += rows));
  return header.tables.map(({ name, firstFileRow, rows }) => ({
    name,
    firstFileRow,
    rows,
    features: FEATURES.map(() => column(rows)),
    employed: column(rows),
  }));
}
