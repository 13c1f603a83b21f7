import { CsvFault } from './csv-fault.ts';
import { MAX_COLUMNS } from './table.ts';

const SHOWN_CHARACTERS = 10;

function lineEndsIn(text: string): number {
  let count = 0;
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) count += 1;
  return count;
}

/** Where the quote that opened just before `from` closes; −1 where it does not. */
function closingQuote(text: string, from: number): number {
  for (let at = text.indexOf('"', from); at >= 0; at = text.indexOf('"', at + 2)) if (text[at + 1] !== '"') return at;
  return -1;
}

type RowText = {
  delimiter: string;
  /** Where the row begins. */
  line: number;
  /** What ended the text where a quote is still open. */
  limit: string;
};

/** Cells of one row without its line end. Throws CsvFault where quotes stand wrongly. */
export function splitQuoted(text: string, { delimiter, line, limit }: RowText): { cells: string[]; lineEnds: number } {
  const cells: string[] = [];
  let lineEnds = 0;
  for (let at = 0; cells.length <= MAX_COLUMNS;) {
    let end: number;
    if (text[at] === '"') {
      const close = closingQuote(text, at + 1);
      if (close < 0) throw new CsvFault(line + lineEnds, cells.length, 'a closing quote', limit);
      const cell = text.slice(at + 1, close);
      lineEnds += lineEndsIn(cell);
      end = close + 1;
      if (end < text.length && text[end] !== delimiter)
        throw new CsvFault(
          line + lineEnds,
          cells.length,
          'a delimiter or line end after the closing quote (a quote is written "")',
          JSON.stringify(text.slice(end, end + SHOWN_CHARACTERS).split('\n', 1)[0]),
        );
      cells.push(cell.includes('"') ? cell.replaceAll('""', '"') : cell);
    } else {
      const found = text.indexOf(delimiter, at);
      end = found < 0 ? text.length : found;
      const cell = text.slice(at, end);
      if (cell.includes('"'))
        throw new CsvFault(line + lineEnds, cells.length, 'quotes around the whole cell', 'one inside it');
      cells.push(cell);
    }
    if (end >= text.length) break;
    at = end + 1;
  }
  return { cells, lineEnds };
}
