import { numberFromText } from '../grid/cell-of-value.ts';
import { textLength, textTokens } from '../grid/text-measure.ts';
import { vectorValue } from '../grid/vector-value.ts';
import type { DeclaredKind } from './column-sample.ts';
import { looksFree } from './text-sample.ts';

/** A column is of a kind when this share of its cells can be read as that. */
const KIND_SHARE = 0.9;
const NO_VALUE = new Set(['', 'na', 'n/a', '#n/a', '<na>', 'nan', '-nan', 'null', 'none']);

function shareOf(cells: readonly string[], is: (cell: string) => boolean): number {
  return cells.filter((cell) => is(cell)).length / cells.length;
}

/** What a table of text writes where there is no value; "NA" may be a category, an empty cell never is. */
export function isMissingCell(cell: string, kind: DeclaredKind | undefined): boolean {
  if (cell.trim() === '') return true;
  if (kind === 'categorical' || kind === 'text') return false;
  return cell.length <= 5 && NO_VALUE.has(cell.trim().toLowerCase());
}

/** What a column is, told from cells of text: numbers, words for truth, JSON arrays, free text, else categories. */
export function kindOfCells(all: readonly string[]): DeclaredKind {
  const cells = all.filter((cell) => !isMissingCell(cell, 'numeric'));
  if (cells.length === 0) return 'numeric';
  if (shareOf(cells, (cell) => numberFromText(cell) !== undefined) >= KIND_SHARE) return 'numeric';
  if (cells.every((cell) => /^(true|false)$/iu.test(cell.trim()))) return 'boolean';
  if (shareOf(cells, (cell) => typeof vectorValue(cell, undefined, true) !== 'string') >= KIND_SHARE) return 'vector';
  const mean = (measure: (cell: string) => number): number =>
    cells.reduce((sum, cell) => sum + measure(cell), 0) / cells.length;
  const text = {
    count: cells.length,
    distinct: new Set(cells).size,
    meanLength: mean(textLength),
    meanTokens: mean(textTokens),
  };
  return looksFree(text) ? 'text' : 'categorical';
}
