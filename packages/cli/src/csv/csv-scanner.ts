import { CsvFault } from './csv-fault.ts';
import { MAX_COLUMNS, MAX_ROW_BYTES } from './table.ts';

const QUOTE = 0x22;
const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;

export type ScannedRow = { line: number; cells: string[] };

/**
 * Splits UTF-8 bytes into rows as RFC 4180 has it: quoted cells may hold delimiters, line ends and doubled quotes; lines
 * end in CRLF or LF; empty lines are skipped. Works on bytes, for the three characters that matter are ASCII; each row is
 * a string of its own, so that a cell that is kept does not keep the whole chunk. Holds at most one unfinished row.
 * Written here because csv-parse 7 counts a quoted CRLF as two lines, drops rows before an error, and is 6 times slower.
 */
export class CsvScanner {
  readonly #delimiter: number;
  readonly #delimiterText: string;
  #bytes: Buffer = Buffer.alloc(0);
  #at = 0;
  #nextQuote = -1;
  #line = 1;
  /** Met after rows that are still to be handed out. */
  #fault: unknown;

  constructor(delimiter: ',' | '\t') {
    this.#delimiterText = delimiter;
    this.#delimiter = delimiter.charCodeAt(0);
  }

  /** Rows that are complete now. Throws CsvFault, after the rows before it. */
  push(chunk: Uint8Array): ScannedRow[] {
    const rest = this.#bytes.subarray(this.#at);
    this.#bytes =
      rest.length === 0 ? Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength) : Buffer.concat([rest, chunk]);
    this.#at = 0;
    this.#nextQuote = this.#quoteFrom(0);
    return this.#rows(false);
  }

  /** The last row, if its line end is missing. */
  end(): ScannedRow[] {
    return this.#rows(true);
  }

  #rows(isEnd: boolean): ScannedRow[] {
    if (this.#fault !== undefined) throw this.#fault;
    const rows: ScannedRow[] = [];
    try {
      this.#scan(rows, isEnd);
    } catch (fault) {
      if (rows.length === 0 || isEnd) throw fault;
      this.#fault = fault;
    }
    return rows;
  }

  #scan(rows: ScannedRow[], isEnd: boolean): void {
    while (this.#at < this.#bytes.length) {
      const found = this.#bytes.indexOf(LINE_FEED, this.#at);
      const end = found < 0 ? this.#bytes.length : found;
      const isPlain = this.#nextQuote > end;
      if (isPlain && found < 0 && !isEnd) break;
      const row = isPlain ? this.#plainRow(end) : this.#quotedRow(isEnd);
      if (row === undefined) break;
      if (row.cells.length > 1 || row.cells[0] !== '' || !isPlain) rows.push(row);
    }
    if (this.#bytes.length - this.#at <= MAX_ROW_BYTES) return;
    const expected = `rows of at most ${MAX_ROW_BYTES} bytes (a quote left open?)`;
    throw new CsvFault(this.#line, 0, expected, 'a longer one');
  }

  #plainRow(end: number): ScannedRow {
    const isCrLf = end > this.#at && this.#bytes[end - 1] === CARRIAGE_RETURN;
    const text = this.#bytes.toString('utf8', this.#at, isCrLf ? end - 1 : end);
    const cells = text.split(this.#delimiterText, MAX_COLUMNS + 1);
    const line = this.#line;
    this.#line += 1;
    this.#at = end + 1;
    return { line, cells };
  }

  /** A row with a quote in it; undefined while its end has not been read. */
  #quotedRow(isEnd: boolean): ScannedRow | undefined {
    const bytes = this.#bytes;
    const cells: string[] = [];
    const lineEnds = { count: 0 };
    let at = this.#at;
    for (;;) {
      const end =
        bytes[at] === QUOTE ? this.#quotedEnd(at, cells.length, lineEnds, isEnd) : this.#plainEnd(at, cells.length);
      if (end === undefined) return undefined;
      const next = bytes[end];
      if (next === undefined && !isEnd) return undefined;
      cells.push(this.#cell(at, end));
      if (next === this.#delimiter && cells.length <= MAX_COLUMNS) {
        at = end + 1;
        continue;
      }
      const afterReturn = next === CARRIAGE_RETURN ? end + 1 : end;
      if (bytes[afterReturn] === undefined && !isEnd) return undefined;
      const line = this.#line;
      this.#line += lineEnds.count + 1;
      this.#at = afterReturn + 1;
      this.#nextQuote = this.#quoteFrom(this.#at);
      return { line, cells };
    }
  }

  /** Where a cell without quotes ends. */
  #plainEnd(from: number, column: number): number {
    const bytes = this.#bytes;
    let at = from;
    for (; at < bytes.length; at += 1) {
      const byte = bytes[at];
      if (byte === this.#delimiter || byte === LINE_FEED) break;
      if (byte === CARRIAGE_RETURN && (bytes[at + 1] === LINE_FEED || at + 1 === bytes.length)) break;
      if (byte === QUOTE) throw new CsvFault(this.#line, column, 'quotes around the whole cell', 'one inside it');
    }
    return at;
  }

  /** The byte after a quoted cell; undefined while it has not been read. */
  #quotedEnd(from: number, column: number, lineEnds: { count: number }, isEnd: boolean): number | undefined {
    const bytes = this.#bytes;
    for (let at = from + 1; at < bytes.length; at += 1) {
      if (bytes[at] === LINE_FEED) lineEnds.count += 1;
      if (bytes[at] !== QUOTE) continue;
      const next = bytes[at + 1];
      if (next === QUOTE) {
        at += 1;
        continue;
      }
      if (next === undefined || next === this.#delimiter || next === LINE_FEED || next === CARRIAGE_RETURN)
        return at + 1;
      throw new CsvFault(
        this.#line + lineEnds.count,
        column,
        'a delimiter or line end after the closing quote (a quote is written "")',
        JSON.stringify(bytes.toString('utf8', at + 1, at + 11).split('\n', 1)[0]),
      );
    }
    if (isEnd) throw new CsvFault(this.#line, column, 'a closing quote', 'the end of the file');
    return undefined;
  }

  #cell(from: number, end: number): string {
    if (this.#bytes[from] !== QUOTE) return this.#bytes.toString('utf8', from, end);
    return this.#bytes.toString('utf8', from + 1, end - 1).replaceAll('""', '"');
  }

  #quoteFrom(at: number): number {
    const found = this.#bytes.indexOf(QUOTE, at);
    return found < 0 ? Infinity : found;
  }
}
