/** Most columns of a table, and longest row: beyond, a file is not what it was taken for. */
export const MAX_COLUMNS = 10_000;
export const MAX_ROW_BYTES = 1_048_576;

/** One row; `cells` follow the table's `columns`. In CSV every cell is text, in JSON Lines any JSON value. */
export type TableRow = {
  /** Line of the file on which the row begins; the first is 1. */
  line: number;
  cells: readonly unknown[];
};

/** A file of rows that is read once, in bounded memory. */
export type Table = {
  source: string;
  format: 'csv' | 'json-lines';
  /** Names by position. JSON Lines add to it as new keys are seen; a row's missing cells were absent. */
  columns: readonly string[];
  /** Rows in the order of the file, some thousands at a time; read them once. */
  batches: AsyncIterable<readonly TableRow[]>;
};

/** The same one by one, for readers to whom an await a row does not matter. */
export async function* rowsOf({ batches }: Table): AsyncGenerator<TableRow> {
  for await (const batch of batches) yield* batch;
}
