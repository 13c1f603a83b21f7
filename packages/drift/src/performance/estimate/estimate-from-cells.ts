import { doubleAbove } from '../../grid/adjacent-double.ts';
import { paneCounts } from '../../pane/feature-counts.ts';
import type { Pane } from '../../pane/pane.ts';
import type { FrozenReference } from '../../reference/frozen-reference.ts';
import type { Confusion } from '../binary/confusion.ts';
import { BINARY_METRICS } from '../binary/index.ts';
import { calibrate, fitIsotonic, type CalibrationCurve } from '../calibration/isotonic.ts';
import type { PerformanceReading } from '../performance-metric.ts';
import { scoreTableOfPane } from '../score-table-of-pane.ts';
import { createQualityPane } from '../quality-pane.ts';
import { tableTotals } from '../score-table.ts';
import { cellErrors, type CellErrors, type ExpectedCell } from './cell-errors.ts';

/** Metrics that can be estimated from the score cells of a pane. */
export const CELL_ESTIMATED_IDS = ['rocAuc', 'accuracy', 'precision', 'recall', 'f1', 'tp', 'fp', 'tn', 'fn'] as const;
export type CellEstimatedId = (typeof CELL_ESTIMATED_IDS)[number];

export type CellEstimates =
  | {
      state: 'estimated';
      n: number;
      metrics: Record<CellEstimatedId, PerformanceReading>;
      /** What chance does to each, see `estimateStandardError`; null where the metric is undefined. */
      errors: Record<CellEstimatedId, CellErrors | null>;
    }
  | { state: 'undefined'; reason: string };

/** One score cell: how many, from which to which score, and the least, the middle and the greatest probability. */
type Cell = { n: number; low: number; high: number; least: number; middle: number; greatest: number };

function cellsOf(reference: FrozenReference, pane: Pane, curve: CalibrationCurve): Cell[] | undefined {
  const layout = reference.grid.layouts.at(-1);
  if (layout?.kind !== 'numeric' || layout.feature.source !== 'score') return undefined;
  return [...paneCounts(pane, layout).cells].flatMap((n, index) => {
    if (n === 0) return [];
    const below = layout.edges[index - 1];
    // Scores are probabilities: the open cells end at 0 and 1.
    const low = Math.max(0, below === undefined ? 0 : doubleAbove(below));
    const high = Math.max(low, Math.min(1, layout.edges[index] ?? 1));
    const middle = calibrate(curve, low + (high - low) / 2);
    return [{ n, low, high, least: calibrate(curve, low), middle, greatest: calibrate(curve, high) }];
  });
}

/** Expected answers, with every probability at one of its places, and the cell around the threshold on one side. */
function confusionFor(
  cells: readonly Cell[],
  threshold: number,
  pick: { answered: 'least' | 'middle' | 'greatest'; refused: 'least' | 'middle' | 'greatest'; isAround: boolean },
): Confusion {
  const confusion: Confusion = { tp: 0, fp: 0, tn: 0, fn: 0 };
  for (const cell of cells) {
    const isSplit = cell.low < threshold && threshold <= cell.high;
    const isAnswered = isSplit ? pick.isAround : cell.low >= threshold;
    const p = cell[isAnswered ? pick.answered : pick.refused];
    confusion[isAnswered ? 'tp' : 'fn'] += p * cell.n;
    confusion[isAnswered ? 'fp' : 'tn'] += (1 - p) * cell.n;
  }
  return confusion;
}

function cornersOf(cells: readonly Cell[], threshold: number): Confusion[] {
  const ends = ['least', 'greatest'] as const;
  return ends.flatMap((answered) =>
    ends.flatMap((refused) =>
      [true, false].map((isAround) => confusionFor(cells, threshold, { answered, refused, isAround })),
    ),
  );
}

/**
 * Expected AUC of cells. `bound`, to first order: Σ n·(greatest − least) of shifted probability, at 1/P + 1/N each, and
 * what rows of a cell could win over each other, n²·(greatest − least)/8.
 */
function cellRocAuc(cells: readonly Cell[]): PerformanceReading {
  let [wins, below, positives, negatives, shifted, inside] = [0, 0, 0, 0, 0, 0];
  for (const { n, least, middle, greatest } of cells) {
    const [p, q] = [n * middle, n * (1 - middle)];
    wins += p * (below + q / 2);
    below += q;
    positives += p;
    negatives += q;
    shifted += n * (greatest - least);
    inside += (n * n * (greatest - least)) / 8;
  }
  if (positives === 0 || negatives === 0)
    return { state: 'undefined', reason: 'one of the classes is not expected to occur' };
  const bound = shifted * (1 / positives + 1 / negatives) + inside / (positives * negatives);
  return { state: 'measured', value: wins / (positives * negatives), bound: Math.min(1, bound) };
}

/**
 * CBPE from counts alone: the reference's labelled score histogram gives the calibration (isotonic, pooled on the
 * histogram), the pane's score cells the mix. Answers are scores ≥ `threshold`. `bound` is what probabilities inside a
 * cell may differ by. Blind to concept drift: show it beside what is realised, with `trackRecord`.
 */
export function estimateFromCells(reference: FrozenReference, pane: Pane, threshold = 0.5): CellEstimates {
  if (reference.quality === null) return { state: 'undefined', reason: 'the reference has no labelled scores' };
  const table = scoreTableOfPane({ ...createQualityPane(), ...reference.quality });
  const { positives, negatives } = tableTotals(table);
  const curve = fitIsotonic(table);
  if (curve === null || positives === 0 || negatives === 0)
    return { state: 'undefined', reason: 'the reference has labelled scores of one class only' };
  const cells = cellsOf(reference, pane, curve);
  if (cells === undefined) return { state: 'undefined', reason: 'the model gives no scores' };
  const n = cells.reduce((sum, cell) => sum + cell.n, 0);
  if (n === 0) return { state: 'undefined', reason: 'no scores in this window' };
  const isAround = cells.some(
    ({ low, high }) => low < threshold && threshold <= high && low + (high - low) / 2 >= threshold,
  );
  const confusion = confusionFor(cells, threshold, { answered: 'middle', refused: 'middle', isAround });
  const corners = cornersOf(cells, threshold);
  const entries = CELL_ESTIMATED_IDS.map((id) => [
    id,
    id === 'rocAuc' ? cellRocAuc(cells) : BINARY_METRICS[id].read({ table: null, confusion, corners }),
  ]);
  const metrics = Object.fromEntries(entries) as Record<CellEstimatedId, PerformanceReading>;
  const rows = table.positives.map((positive, cell) => positive + (table.negatives[cell] ?? 0));
  const errors = cellErrors(
    CELL_ESTIMATED_IDS.filter((id) => metrics[id].state === 'measured'),
    cells.map((cell) => expectedCell(cell, threshold, isAround)),
    { curve, scores: table.scores, rows },
  );
  const errorEntries = CELL_ESTIMATED_IDS.map((id) => [id, errors.get(id) ?? null]);
  return {
    state: 'estimated',
    n,
    metrics,
    errors: Object.fromEntries(errorEntries) as Record<CellEstimatedId, CellErrors | null>,
  };
}

/** On the side of the threshold on which the estimate has it. */
function expectedCell({ n, low, high, middle }: Cell, threshold: number, isAround: boolean): ExpectedCell {
  const isSplit = low < threshold && threshold <= high;
  return { n, score: low + (high - low) / 2, p: middle, isAnswered: isSplit ? isAround : low >= threshold };
}
