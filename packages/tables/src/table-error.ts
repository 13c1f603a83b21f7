/** Where in a table something does not fit. `column` is its name; null where the whole line, or the form of it, is meant. */
export type TablePlace = { line: number; column: string | null };

/** What is wrong with a table, and where, in words for whoever made it. */
export class TableError extends Error {
  /** Null where the table as a whole could not be read. */
  readonly place: TablePlace | null;

  constructor(message: string, place: TablePlace | null = null) {
    super(message);
    this.name = 'TableError';
    this.place = place;
  }
}
