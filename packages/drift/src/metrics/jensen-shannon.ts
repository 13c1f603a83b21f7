import { CONVENTIONAL_THRESHOLDS } from './conventional-thresholds.ts';
import { binnedReading } from './samples/sample-reading.ts';
import { totalCount } from '../pane/total-count.ts';
import { chiSquareQuantileOfTail } from '../special/chi-square.ts';
import { samplingFactor, tooFewValues, type RuleMetricDefinition } from './metric-definition.ts';

function plogp(p: number, middle: number): number {
  return p === 0 ? 0 : p * Math.log2(p / middle);
}

/**
 * Jensen–Shannon distance, base 2: √(½·KL(p‖m) + ½·KL(q‖m)) with m = (p + q)/2. Domain: equal lengths, positive sums.
 * From 0 (equal) to 1 (nothing in common); empty bins need no rule.
 */
export function jensenShannonDistance(reference: Float64Array, window: Float64Array): number {
  const referenceTotal = totalCount(reference);
  const windowTotal = totalCount(window);
  let divergence = 0;
  for (let bin = 0; bin < reference.length; bin += 1) {
    const p = (reference[bin] ?? 0) / referenceTotal;
    const q = (window[bin] ?? 0) / windowTotal;
    const middle = (p + q) / 2;
    divergence += (plogp(p, middle) + plogp(q, middle)) / 2;
  }
  return Math.sqrt(Math.min(1, Math.max(0, divergence)));
}

export const jensenShannonMetric: RuleMetricDefinition = {
  id: 'jensenShannon',
  label: 'Jensen–Shannon distance',
  unit: 'distance',
  formula: '√(½·KL(p‖m) + ½·KL(q‖m)), m = (p + q)/2, base 2, over the bins of the stability index',
  source: 'Lin, IEEE Trans. Inf. Theory 37(1), 1991; Endres & Schindelin, IEEE Trans. Inf. Theory 49(7), 2003',
  domain: 'values only; empty bins need no rule',
  meaning: '0 = same shares, 1 = nothing in common. By convention 0.1 deserves a look.',
  errorBound: '0: bins are unions of cells. A sketched reference adds √(bins·rank error).',
  kinds: ['numeric', 'categorical'],
  conventional: CONVENTIONAL_THRESHOLDS.jensenShannon,
  fromSamples: (input) => binnedReading(input, jensenShannonDistance),
  read(input) {
    const refused = tooFewValues(input);
    if (refused !== undefined) return refused;
    const { reference, window } = input.grouped;
    const value = jensenShannonDistance(reference, window);
    // The distance is a metric, at most √(total variation), and each share is off by at most twice the rank error.
    const bound = Math.min(1, Math.sqrt(reference.length * input.rankErrorShare));
    return { state: 'measured', value, bound, baseline: 0 };
  },
  /** Near equality the divergence is (1/8 ln 2)·Σ (q − p)²/p, which is (1/n + 1/m)·χ² ÷ (8 ln 2). */
  noise(input, tail) {
    const quantile = chiSquareQuantileOfTail(tail, Math.max(1, input.grouped.reference.length - 1));
    return Math.min(1, Math.sqrt((samplingFactor(input) * quantile) / (8 * Math.LN2)));
  },
};
