import { MAX_FEATURES } from '../bounds.ts';
import { MAX_ROWS } from '../mapping/expand-rows.ts';
import { Refusal } from '../mapping/refusal.ts';

const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/iu;

function cellOf(text: string, isQuoted: boolean): string | number | null {
  if (isQuoted) return text;
  const trimmed = text.trim();
  if (trimmed === '') return null;
  if (!NUMBER.test(trimmed)) return trimmed;
  const value = Number(trimmed);
  // A whole number beyond 2^53 is an id: it keeps its digits.
  return Number.isInteger(value) && !Number.isSafeInteger(value) && /^[+-]?\d+$/u.test(trimmed) ? trimmed : value;
}

/** Rows of CSV without a header: numbers as numbers, nothing as null, quoted cells as text (RFC 4180). */
export function csvRows(text: string, path: string): (string | number | null)[][] {
  const rows: (string | number | null)[][] = [];
  let row: (string | number | null)[] = [];
  let cell = '';
  let isQuoted = false;
  let inQuotes = false;
  const endCell = (): void => {
    row.push(cellOf(cell, isQuoted));
    if (row.length > MAX_FEATURES) throw new Refusal(path, `more than ${MAX_FEATURES} columns`);
    cell = '';
    isQuoted = false;
  };
  const endRow = (): void => {
    if (row.length === 0 && cell === '' && !isQuoted) return;
    endCell();
    rows.push(row);
    if (rows.length > MAX_ROWS) throw new Refusal(path, `more than ${MAX_ROWS} rows`);
    row = [];
  };
  for (let index = 0; index < text.length; index += 1) {
    const character = text[index] ?? '';
    if (inQuotes) {
      if (character !== '"') cell += character;
      else if (text[index + 1] === '"') {
        cell += '"';
        index += 1;
      } else inQuotes = false;
    } else if (character === '"' && cell.trim() === '') {
      inQuotes = true;
      isQuoted = true;
      cell = '';
    } else if (character === ',') endCell();
    else if (character === '\n') endRow();
    else if (character !== '\r') cell += character;
  }
  if (inQuotes) throw new Refusal(path, 'a quoted cell that does not end');
  endRow();
  return rows;
}
