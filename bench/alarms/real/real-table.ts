import { gunzipSync, gzipSync } from 'node:zlib';

/** A column's cell of every row: value cells from 0 on, then `missing`, then `unseen`. */
export type RealColumn = { name: string; isOrdered: boolean; valueCells: number; cells: Uint8Array };
export type RealTable = { name: string; rows: number; referenceRows: number; columns: RealColumn[] };

/** Cells are bytes, and two of them are not values. */
export const MOST_VALUE_CELLS = 254;

/** A line of JSON that says what the columns are, then their bytes, column by column. */
export function packTable({ columns, ...table }: RealTable): Buffer {
  const named = columns.map(({ name, isOrdered, valueCells }) => ({ name, isOrdered, valueCells }));
  const header = { ...table, columns: named };
  return gzipSync(Buffer.concat([Buffer.from(`${JSON.stringify(header)}\n`), ...columns.map(({ cells }) => cells)]), {
    level: 9,
  });
}

export function unpackTable(packed: Uint8Array): RealTable {
  const bytes = gunzipSync(packed);
  const end = bytes.indexOf(10);
  const header = JSON.parse(bytes.subarray(0, end).toString('utf8')) as Omit<RealTable, 'columns'> & {
    columns: Omit<RealColumn, 'cells'>[];
  };
  const columns = header.columns.map((column, index) => {
    const from = end + 1 + index * header.rows;
    return { ...column, cells: new Uint8Array(bytes.subarray(from, from + header.rows)) };
  });
  return { ...header, columns };
}
