/** What is published of one row. */
export type RowMessage = { key: string; value: string };
