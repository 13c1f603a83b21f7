import { incompleteBeta } from '../special/incomplete-beta.ts';
import { fitSegments, type SegmentFit } from './segment-fit.ts';

export type ChangePoint =
  | {
      state: 'found';
      /** First index of the new regime, and the 95 % interval around it; indices of the series as given. */
      index: number;
      from: number;
      to: number;
      shape: 'step' | 'ramp';
      direction: 'up' | 'down';
      before: number;
      /** Level of a step's new regime; where a ramp has come to at the end of the series. */
      after: number;
      pValue: number;
    }
  | { state: 'none'; pValue: number }
  | { state: 'insufficient'; reason: string };

export type ChangePointOptions = {
  /** Values needed on each side. */
  minSegment?: number;
  /** Probability of finding a change where there is none. */
  tail?: number;
};

type Measured = { index: number; value: number };
type Best = { fit: SegmentFit; shape: 'step' | 'ramp'; all: SegmentFit[] };

const LARGEST_CORRELATION = 0.9;
/** 95 % point of Bai's law for the estimated date of a step, and of chi-square with one degree of freedom. */
const STEP_95 = 11.03;
const CHI_SQUARE_95 = 3.841458820694124;

function predicted({ fit, shape }: Best, t: number): number {
  if (t < fit.at) return fit.before;
  return fit.before + fit.change * (shape === 'step' ? 1 : t - fit.at + 1);
}

/** Variance inflation (1 + r)/(1 − r) by the residuals' correlation from one value to the next, 0 ≤ r ≤ 0.9. */
function inflation(values: readonly number[], best: Best): number {
  const residuals = values.map((value, t) => value - predicted(best, t));
  let [products, squares] = [0, 0];
  for (let t = 0; t < residuals.length; t += 1) {
    squares += (residuals[t] ?? 0) ** 2;
    if (t > 0) products += (residuals[t] ?? 0) * (residuals[t - 1] ?? 0);
  }
  const r = squares === 0 ? 0 : Math.min(LARGEST_CORRELATION, Math.max(0, products / squares));
  return (1 + r) / (1 - r);
}

/** Two-sided tail of Student's t: I_(ν/(ν + t²))(ν/2, ½). */
function studentTail(squaredT: number, freedom: number): number {
  if (squaredT === Infinity) return 0;
  return incompleteBeta(freedom / 2, 0.5, freedom / (freedom + squaredT));
}

function leastOf(shape: 'step' | 'ramp', all: SegmentFit[]): Best | undefined {
  let fit = all[0];
  for (const one of all) if (fit !== undefined && one.residual < fit.residual) fit = one;
  return fit === undefined ? undefined : { fit, shape, all };
}

function intervalOf({ fit, shape, all }: Best, n: number, variance: number): [number, number] {
  if (shape === 'step') {
    const reach = variance === 0 ? 0 : Math.floor((STEP_95 * variance) / fit.change ** 2) + 1;
    return [Math.max(0, fit.at - reach), Math.min(n - 1, fit.at + reach)];
  }
  const limit = fit.residual + CHI_SQUARE_95 * variance;
  const within = all.filter(({ residual }) => residual <= limit).map(({ at }) => at);
  return [Math.min(...within), Math.max(...within)];
}

/** Values that can be computed with, centred and scaled so that squares neither overflow nor vanish. */
function standardised(measured: readonly Measured[]): { values: number[]; centre: number; scale: number } {
  const half = measured.map(({ value }) => value / 2);
  const centre = 2 * half.reduce((sum, value) => sum + value / half.length, 0);
  const [first] = measured;
  const isConstant = measured.every(({ value }) => value === first?.value);
  const scale = isConstant
    ? 0
    : measured.reduce((most, { value }) => Math.max(most, Math.abs(value / 2 - centre / 2)), 0);
  const values = measured.map(({ value }) => (scale === 0 ? 0 : (value / 2 - centre / 2) / scale));
  return { values, centre, scale };
}

/**
 * When a series began to move: the single step or ramp that least squares fit best, tested by the largest t of all
 * candidate dates against a Bonferroni level, with the variance inflated for correlated neighbours. Source: Bai, Econ.
 * Theory 13, 1997 (interval of a step: ±(11σ²/d² + 1)); profile likelihood for a ramp. Non-finite and null values are
 * left out. Fewer than 2·minSegment + 2 values: insufficient; a constant: none. Of several changes it dates the
 * largest one.
 */
export function dateChange(series: readonly (number | null)[], options: ChangePointOptions = {}): ChangePoint {
  const { minSegment = 2, tail = 0.01 } = options;
  const measured = series.flatMap((value, index) => (Number.isFinite(value) ? [{ index, value: value ?? 0 }] : []));
  const n = measured.length;
  const needed = 2 * Math.max(1, minSegment) + 2;
  if (n < needed) return { state: 'insufficient', reason: `${n} values, ${needed} are needed` };
  const { values, centre, scale } = standardised(measured);
  const { steps, ramps } = fitSegments(values, Math.max(1, minSegment));
  const [step, ramp] = [leastOf('step', steps), leastOf('ramp', ramps)];
  if (scale === 0 || step === undefined || ramp === undefined) return { state: 'none', pValue: 1 };
  const [best, other] = step.fit.residual <= ramp.fit.residual ? [step, ramp] : [ramp, step];
  const factor = inflation(values, best);
  const mean = values.reduce((sum, value) => sum + value, 0) / n;
  const spread = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  const freedom = n - 3;
  // What rounding leaves of a perfect fit is no noise.
  const residual = best.fit.residual <= spread * 2 ** -44 ? 0 : best.fit.residual;
  const squaredT = residual === 0 ? Infinity : ((spread - residual) * freedom) / residual / factor;
  const pValue = Math.min(1, 2 * best.all.length * studentTail(squaredT, freedom));
  if (pValue > tail) return { state: 'none', pValue };
  const variance = (residual / freedom) * factor;
  // Where the other shape fits about as well, its dates are possible too.
  const shapes = other.fit.residual <= best.fit.residual + CHI_SQUARE_95 * variance ? [best, other] : [best];
  const intervals = shapes.map((shape) => intervalOf(shape, n, variance));
  const from = Math.min(...intervals.map(([first]) => first));
  const to = Math.max(...intervals.map(([, last]) => last));
  const at = (position: number): number => measured[Math.min(n - 1, Math.max(0, position))]?.index ?? 0;
  const level = (value: number): number => 2 * (centre / 2 + value * scale);
  return {
    state: 'found',
    index: at(best.fit.at),
    from: at(from),
    to: at(to),
    shape: best.shape,
    direction: best.fit.change > 0 ? 'up' : 'down',
    before: level(predicted(best, 0)),
    after: level(predicted(best, n - 1)),
    pValue,
  };
}
