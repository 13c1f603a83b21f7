import { exactSum } from '../../pane/exact-sum.ts';
import { measured, undefinedBecause, type PerformanceReading } from '../performance-metric.ts';
import {
  CELLS_PER_OCTAVE,
  ERROR_UNIT,
  SIZE_CELLS,
  sumIndex,
  type RegressionPane,
  type RegressionScale,
  type RegressionSum,
} from './regression-pane.ts';
import { emptySummary, type RegressionSummary } from './regression-summary.ts';

/** Rounding of one row, and of standardising it, in scales. */
const ROUNDING = 1 / ERROR_UNIT;

/** Where a cell of sizes begins and ends, in scales. */
function sizeBounds(cell: number): [number, number] {
  const from = cell === 0 ? 0 : 2 ** ((cell - 1) / CELLS_PER_OCTAVE - 20);
  return [from, cell === SIZE_CELLS - 1 ? Infinity : 2 ** (cell / CELLS_PER_OCTAVE - 20)];
}

/** The size below which `rank` rows lie, as the middle of its cell. */
function sizeAt({ sizes }: RegressionPane, rank: number): [number, number] {
  let below = 0;
  for (let cell = 0; cell < SIZE_CELLS; cell += 1) {
    below += sizes[cell] ?? 0;
    if (below > rank) return sizeBounds(cell);
  }
  return [0, Infinity];
}

function between([from, to]: [number, number], scale: number): PerformanceReading {
  if (to === Infinity) return undefinedBecause('errors beyond 1,024 scales, only that they are larger was kept');
  return measured(((from + to) / 2) * scale, ((to - from) / 2 + ROUNDING) * scale);
}

/**
 * Everything that the metrics need, of a pane: sums are those of values rounded to 2^−20 of the scale, sizes of errors
 * lie within an eighth of an octave (±4.4 %). Undefined without rows, and what was clamped is not given at all.
 */
export function summariseRegressionPane(pane: RegressionPane, { scale }: RegressionScale): RegressionSummary {
  const { count: n, clamped, vast, withoutLog } = pane;
  if (n === 0) return emptySummary();
  const mean = (sum: RegressionSum): number => exactSum(pane.sums, sumIndex(sum)) / ERROR_UNIT / n;
  const beyond = undefinedBecause(`${clamped} of ${n} rows lie beyond 1,024 scales`);
  const ofErrors = (read: () => PerformanceReading): PerformanceReading => (clamped > 0 ? beyond : read());
  const middle: [number, number] = [
    (sizeAt(pane, (n - 1) >> 1)[0] + sizeAt(pane, n >> 1)[0]) / 2,
    (sizeAt(pane, (n - 1) >> 1)[1] + sizeAt(pane, n >> 1)[1]) / 2,
  ];
  const spread = (sum: 'error' | 'value', squares: 'square' | 'valueSquare'): PerformanceReading => {
    const centre = mean(sum);
    const bound = ROUNDING * (1 + 2 * Math.abs(centre));
    return measured(Math.max(0, mean(squares) - centre * centre) * scale * scale, bound * scale * scale);
  };
  return {
    n,
    meanError: ofErrors(() => measured(mean('error') * scale, ROUNDING * scale)),
    meanAbsolute: ofErrors(() => measured(mean('size') * scale, ROUNDING * scale)),
    meanSquared: ofErrors(() => measured(mean('square') * scale * scale, ROUNDING * scale * scale)),
    medianAbsolute: between(middle, scale),
    maxAbsolute: ofErrors(() => between(sizeAt(pane, n - 1), scale)),
    meanRelative:
      vast > 0
        ? undefinedBecause(`${vast} of ${n} actual values are next to nothing beside their error`)
        : measured(mean('relative'), ROUNDING),
    meanSquaredLog:
      withoutLog > 0
        ? undefinedBecause('a value is −1 or less, its logarithm of 1 + value does not exist')
        : measured(mean('squaredLog'), ROUNDING),
    actualVariance: ofErrors(() => spread('value', 'valueSquare')),
    errorVariance: ofErrors(() => spread('error', 'square')),
  };
}

/**
 * Sizes that the given shares of errors do not exceed, as the upper ends of their cells (at most 9.1 % too large), in
 * the values' own unit; shares beyond the last cell are left out. Empty without rows.
 */
export function regressionErrorSizes(
  pane: RegressionPane,
  { scale }: RegressionScale,
  shares: readonly number[],
): { share: number; atMost: number }[] {
  if (pane.count === 0) return [];
  return shares.flatMap((share) => {
    const [, to] = sizeAt(pane, Math.ceil(share * pane.count) - 1);
    return to === Infinity ? [] : [{ share, atMost: to * scale }];
  });
}
