/**
 * Rows that Postgres packed as big-endian doubles (`float8send`). A history of 100,000 minutes arrives as one value
 * in some 50 ms, where one object a row through the client takes seconds. Counts stay exact to 2^53.
 */
export function unpackRows<T>(
  packed: Uint8Array | null,
  columns: number,
  row: (column: (index: number) => number) => T,
): T[] {
  if (packed === null) return [];
  const view = new DataView(packed.buffer, packed.byteOffset, packed.byteLength);
  const width = columns * 8;
  const rows: T[] = [];
  for (let offset = 0; offset + width <= packed.byteLength; offset += width)
    rows.push(row((index) => view.getFloat64(offset + index * 8)));
  return rows;
}
