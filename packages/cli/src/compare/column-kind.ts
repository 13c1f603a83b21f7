import { numberCell, shownValue } from '@leeway/tables';

export const COLUMN_KINDS = ['numeric', 'categorical', 'boolean', 'text'] as const;
export type ColumnKind = (typeof COLUMN_KINDS)[number];

/** A column is of numbers when this share of what it holds are: the rest is counted as without a usable value. */
const NUMERIC_SHARE = 0.9;
/** Prose: mostly different from row to row, and of several words. */
const TEXT_DISTINCT_SHARE = 0.5;
const TEXT_WORDS = 4;
const TEXT_CELLS = 20;

export function isMissing(cell: unknown): boolean {
  return cell === undefined || cell === null || cell === '';
}

/** The category that a cell holds; undefined for lists and objects. */
export function categoryOfCell(cell: unknown): string | undefined {
  if (typeof cell === 'string') return cell;
  if (typeof cell === 'number' || typeof cell === 'boolean') return String(cell);
  return undefined;
}

const TRUE_WORDS = new Set(['true', 't', 'yes', 'y', '1']);
const FALSE_WORDS = new Set(['false', 'f', 'no', 'n', '0']);

export function booleanOfCell(cell: unknown): boolean | undefined {
  const word = categoryOfCell(cell)?.trim().toLowerCase() ?? '';
  if (TRUE_WORDS.has(word)) return true;
  return FALSE_WORDS.has(word) ? false : undefined;
}

export function wordsIn(text: string): number {
  return text.match(/\S+/gu)?.length ?? 0;
}

function isBooleanWord(cell: unknown): boolean {
  return cell === true || cell === false || (typeof cell === 'string' && /^(true|false)$/iu.test(cell.trim()));
}

/**
 * What kind of column cells come from. Numbers stay numbers however few they are; 0 and 1 too, for "true" and "false"
 * alone are booleans. Nothing at all is numeric.
 */
export function inferKind(cells: readonly unknown[]): ColumnKind {
  const held = cells.filter((cell) => !isMissing(cell));
  const numbers = held.filter((cell) => numberCell(cell) !== undefined).length;
  if (numbers >= NUMERIC_SHARE * held.length) return 'numeric';
  if (held.every(isBooleanWord)) return 'boolean';
  const texts = held.map((cell) => categoryOfCell(cell) ?? '');
  const words = texts.reduce((sum, text) => sum + wordsIn(text), 0);
  const isProse =
    texts.length >= TEXT_CELLS &&
    words >= TEXT_WORDS * texts.length &&
    new Set(texts).size >= TEXT_DISTINCT_SHARE * texts.length;
  return isProse ? 'text' : 'categorical';
}

/** What a declared kind expects of a cell that does not fit; undefined when it does. */
export function misfit(kind: ColumnKind, cell: unknown): string | undefined {
  if (isMissing(cell)) return undefined;
  if (kind === 'numeric' && numberCell(cell) === undefined) return 'a number';
  if (kind === 'boolean' && booleanOfCell(cell) === undefined) return 'true or false';
  if (kind !== 'numeric' && categoryOfCell(cell) === undefined)
    return `text, a number or true or false, not ${shownValue(cell)}`;
  return undefined;
}
