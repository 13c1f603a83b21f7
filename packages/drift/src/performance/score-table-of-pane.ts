import { doubleBelow } from '../grid/adjacent-double.ts';
import { SCORE_BINS, SCORE_CELLS, type QualityPane } from './quality-pane.ts';
import type { ScoreTable } from './score-table.ts';

/** Cells of scores 0, the thousand bins in their middle, and 1. */
function cellBounds(): Pick<ScoreTable, 'scores' | 'low' | 'high'> {
  const [scores, low, high] = [
    new Float64Array(SCORE_CELLS),
    new Float64Array(SCORE_CELLS),
    new Float64Array(SCORE_CELLS),
  ];
  for (let bin = 0; bin < SCORE_BINS; bin += 1) {
    low[bin + 1] = bin === 0 ? Number.MIN_VALUE : bin / SCORE_BINS;
    high[bin + 1] = doubleBelow((bin + 1) / SCORE_BINS);
    scores[bin + 1] = (bin + 0.5) / SCORE_BINS;
  }
  for (const part of [scores, low, high]) part[SCORE_CELLS - 1] = 1;
  return { scores, low, high };
}

const CELLS = cellBounds();

/** The scores of a pane as a table: within a bin they count as its middle, with the bin as their reach. */
export function scoreTableOfPane({ positive, negative }: QualityPane): ScoreTable {
  return { ...CELLS, positives: positive, negatives: negative };
}
