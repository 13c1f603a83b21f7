import type { VectorLayout } from '../grid/grid.ts';
import type { VectorSummary } from '../reference/reference-extras.ts';
import { chiSquareQuantileOfTail } from '../special/chi-square.ts';
import {
  tooFew,
  type MultivariateDefinition,
  type MultivariateInput,
  type MultivariateSubject,
} from './multivariate-definition.ts';
import { WAVE_UNIT } from './random-features.ts';

export type WaveSums = { n: number; sums: Float64Array };
export type Discrepancy = {
  /** Of the squared discrepancy: biased is never negative, unbiased is 0 on average when nothing has changed. */
  biased: number;
  unbiased: number;
  /** Standard error of the biased one that comes from the choice of frequencies. */
  standardError: number;
};

/**
 * Squared maximum mean discrepancy of two samples from sums of their random Fourier features: ‖μ − ν‖² of the means,
 * less (1 − ‖μ‖²)/(m − 1) + (1 − ‖ν‖²)/(n − 1), which chance adds. Source: Gretton et al., JMLR 13 (2012), eq. 3 and 5;
 * Sutherland & Schneider, UAI 2015 for features in place of the kernel. Domain: n ≥ 2 on both sides. Rounding of sums:
 * 2^−15 of a distance at most.
 */
export function discrepancy(reference: WaveSums, window: WaveSums): Discrepancy {
  const frequencies = reference.sums.length / 2;
  let squares = 0;
  let fourth = 0;
  let ofReference = 0;
  let ofWindow = 0;
  for (let k = 0; k < frequencies; k += 1) {
    let difference = 0;
    for (const at of [2 * k, 2 * k + 1]) {
      const a = (reference.sums[at] ?? 0) / reference.n / WAVE_UNIT;
      const b = (window.sums[at] ?? 0) / window.n / WAVE_UNIT;
      difference += (a - b) ** 2;
      ofReference += (a * a) / frequencies;
      ofWindow += (b * b) / frequencies;
    }
    squares += difference;
    fourth += difference * difference;
  }
  const biased = squares / frequencies;
  const chance = (1 - ofReference) / (reference.n - 1) + (1 - ofWindow) / (window.n - 1);
  const variance = Math.max(0, fourth / frequencies - biased * biased) / Math.max(1, frequencies - 1);
  return { biased, unbiased: biased - chance, standardError: Math.sqrt(variance) };
}

type Sides = { summary: VectorSummary; reference: WaveSums; window: WaveSums };

function sidesOf({ reference, pane }: MultivariateInput, subject: MultivariateSubject): Sides | undefined {
  if (subject === 'event') return undefined;
  const summary = reference.vectors.find(({ feature }) => feature === subject.feature);
  const layout = reference.grid.layouts[subject.feature];
  if (summary === undefined || layout?.kind !== 'vector') return undefined;
  return { summary, reference: summary, window: windowSums(pane, layout) };
}

function windowSums(pane: MultivariateInput['pane'], layout: VectorLayout): WaveSums {
  const end = layout.firstSum + 2 * layout.feature.frequencies;
  return { n: pane.counts[layout.offset] ?? 0, sums: pane.vectorSums.subarray(layout.firstSum, end) };
}

export const maximumMeanDiscrepancyReading: MultivariateDefinition = {
  id: 'maximumMeanDiscrepancy',
  label: 'Maximum mean discrepancy',
  unit: 'distance',
  formula:
    '√max(0, ‖μ − ν‖² − (1 − ‖μ‖²)/(m − 1) − (1 − ‖ν‖²)/(n − 1)), μ and ν the means of 64 random cosines and sines of ' +
    'the vectors; Gaussian kernel, bandwidth = median distance of reference vectors',
  source: 'Gretton et al., JMLR 13 (2012), with random Fourier features of Rahimi & Recht, NIPS 2007',
  domain: 'vectors of the dimension of the reference; m of a uniform sample of at most 2,048 reference vectors',
  meaning: '0 = same distribution; 0.1 is a shift of every component by about 0.2 standard deviations, √2 no overlap.',
  errorBound: 'to the discrepancy of the kernel itself: 1.96 standard errors of the choice of frequencies, plus 2^−15',
  kinds: ['vector'],
  floor: { warn: 0.1, critical: 0.2 },
  subjects: (reference) => reference.vectors.map(({ feature }) => ({ feature })),
  read(input, subject) {
    const sides = sidesOf(input, subject);
    if (sides === undefined) return { state: 'undefined', reason: 'the reference has no such vectors' };
    const n = { reference: sides.reference.n, window: sides.window.n };
    const refused = tooFew(n);
    if (refused !== undefined) return refused;
    const { unbiased, standardError } = discrepancy(sides.reference, sides.window);
    const value = Math.sqrt(Math.max(0, unbiased));
    const bound = Math.sqrt(Math.max(0, unbiased) + 1.96 * standardError) - value + 2 ** -15;
    return { state: 'measured', value, bound, n };
  },
  /**
   * Under chance the unbiased square is (1/m + 1/n)·Σ λ(χ²₁ − 1), λ the eigenvalues of the features' covariance; a
   * shifted chi-square with the same first three moments takes its place. Source: Gretton et al. 2012, theorem 12;
   * Pearson, Biometrika 46 (1959) for the approximation.
   */
  noise(input, subject, tail) {
    const sides = sidesOf(input, subject);
    const [, second, third] = sides?.summary.traces ?? [0, 0, 0];
    if (sides === undefined || !(second > 0) || !(third > 0)) return 0;
    const df = second ** 3 / third ** 2;
    const excess = (third / second) * (chiSquareQuantileOfTail(tail, df) - df);
    const factor = 1 / Math.max(1, sides.reference.n) + 1 / Math.max(1, sides.window.n);
    return Math.sqrt(Math.max(0, factor * excess));
  },
};
