/** What is wrong with the form of a CSV file, and where; columns count from 0. */
export class CsvFault extends Error {
  readonly line: number;
  readonly column: number;

  constructor(line: number, column: number, expected: string, found: string) {
    super(`expected ${expected}, found ${found}`);
    this.name = 'CsvFault';
    this.line = line;
    this.column = column;
  }
}
