import { alarmCells, type AlarmHistory } from '@leeway/drift';
import type { FeatureSpec } from './feature-mix.ts';
import {
  cellMedians,
  isChiSquareBeyond,
  isKolmogorovBeyond,
  jensenShannon,
  orderedDistances,
  psi,
  sumOf,
  type PeerTail,
} from './peer-distances.ts';
import { drawCell, seededRandom } from './random.ts';

/**
 * Rules as others have them, on values (missing ones dropped) against all of a reference: of hours side by side, and
 * `js-0.2-or-3-sd-500` of 500 rows.
 */
export const PEER_RULES = [
  'evidently-column',
  'mean-and-3-sd',
  'js-0.1',
  'psi-0.2',
  'ks-chi2-0.05',
  'ks-chi2-0.05/50',
  'js-0.2-or-3-sd-500',
] as const;
export type PeerRule = (typeof PEER_RULES)[number];

const HOUR_MS = 3_600_000;
const MIN_VALUES = 50;
const BINS = 10;
const SMALL_ROWS = 500;

/** Values by cell, `new` last. */
function valuesOf(spec: FeatureSpec, { counts }: AlarmHistory, fromStep: number, steps: number): Float64Array {
  const { width, nullCell, newCell } = alarmCells(spec.feature);
  const values = new Float64Array(spec.feature.valueCells + 1);
  for (let step = fromStep; step < fromStep + steps; step += 1)
    for (let cell = 0; cell < width; cell += 1) {
      if (cell === nullCell) continue;
      const into = cell === newCell ? values.length - 1 : cell;
      values[into] = (values[into] as number) + (counts[step * width + cell] as number);
    }
  return values;
}

/** Bins of equal mass for numbers, of categories by size for categories (the rest in the last). */
function binOfCell(spec: FeatureSpec, reference: Float64Array): Int32Array {
  const total = sumOf(reference);
  let before = 0;
  return Int32Array.from(reference, (count, cell) => {
    const middle = (before + count / 2) / total;
    before += count;
    return spec.shares === undefined ? Math.min(BINS - 1, Math.floor(middle * BINS)) : Math.min(BINS - 1, cell);
  });
}

function binShares(values: Float64Array, bins: Int32Array): Float64Array {
  const shares = new Float64Array(BINS);
  const total = sumOf(values);
  values.forEach((count, cell) => (shares[bins[cell] ?? 0] = (shares[bins[cell] ?? 0] ?? 0) + count / total));
  return shares;
}

function hoursOf(spec: FeatureSpec, history: AlarmHistory, from: number, end: number): (Float64Array | null)[] {
  const steps = HOUR_MS / history.stepMs;
  const hours: (Float64Array | null)[] = [];
  for (let step = from; step + steps <= end; step += steps) {
    const values = valuesOf(spec, history, step, steps);
    hours.push(sumOf(values) >= MIN_VALUES ? values : null);
  }
  return hours;
}

/** Windows of 500 values: steps are put together until there are as many, and 500 are drawn of them. */
function smallWindows(spec: FeatureSpec, history: AlarmHistory, from: number, end: number): Float64Array[] {
  const random = seededRandom(from);
  const windows: Float64Array[] = [];
  let pooled = new Float64Array(spec.feature.valueCells + 1);
  for (let step = from; step < end; step += 1) {
    valuesOf(spec, history, step, 1).forEach((count, cell) => (pooled[cell] = (pooled[cell] as number) + count));
    if (sumOf(pooled) < SMALL_ROWS) continue;
    let sum = 0;
    const cumulated = pooled.map((count) => (sum += count));
    const drawn = new Float64Array(pooled.length);
    for (let row = 0; row < SMALL_ROWS; row += 1) {
      const cell = drawCell(random, cumulated);
      drawn[cell] = (drawn[cell] as number) + 1;
    }
    windows.push(drawn);
    pooled = new Float64Array(pooled.length);
  }
  return windows;
}

function meanAnd3Sd(values: readonly number[]): number {
  const mean = sumOf(values) / values.length;
  return mean + 3 * Math.sqrt(sumOf(values.map((value) => (value - mean) ** 2)) / values.length);
}

/** By rule, of each window in a row whether it is beyond the limit. */
export type PeerVerdicts = Record<PeerRule, boolean[]>;

export function watchByPeers(spec: FeatureSpec, history: AlarmHistory, fromStep: number): PeerVerdicts {
  const reference = valuesOf(spec, history, 0, fromStep);
  const bins = binOfCell(spec, reference);
  const binned = binShares(reference, bins);
  const medians = spec.shares === undefined ? cellMedians(spec, reference) : null;
  const m = sumOf(reference);
  const distance = (values: Float64Array): number => jensenShannon(binShares(values, bins), binned);
  const own = hoursOf(spec, history, 0, fromStep).filter((hour) => hour !== null);
  const hourLimit = meanAnd3Sd(own.map(distance));
  const smallLimit = meanAnd3Sd(smallWindows(spec, history, 0, fromStep).map(distance));
  const verdicts: PeerVerdicts = {
    'evidently-column': [],
    'mean-and-3-sd': [],
    'js-0.1': [],
    'psi-0.2': [],
    'ks-chi2-0.05': [],
    'ks-chi2-0.05/50': [],
    'js-0.2-or-3-sd-500': smallWindows(spec, history, fromStep, history.steps).map((values) => {
      const js = distance(values);
      return js > 0.2 || js > smallLimit;
    }),
  };
  for (const values of hoursOf(spec, history, fromStep, history.steps)) {
    const ordered = medians && values && orderedDistances(spec, values, reference, medians);
    const differs = (tail: PeerTail): boolean => {
      if (values === null) return false;
      if (ordered === null) return isChiSquareBeyond(values, reference, tail);
      return isKolmogorovBeyond(ordered.kolmogorov, sumOf(values), m, tail);
    };
    const js = values === null ? 0 : distance(values);
    const column = ordered?.wasserstein ?? (values === null ? 0 : jensenShannon(values, reference));
    verdicts['evidently-column'].push(column > 0.1);
    verdicts['mean-and-3-sd'].push(js > hourLimit);
    verdicts['js-0.1'].push(js > 0.1);
    verdicts['psi-0.2'].push(values !== null && psi(binShares(values, bins), binned) > 0.2);
    verdicts['ks-chi2-0.05'].push(differs(0.05));
    verdicts['ks-chi2-0.05/50'].push(differs(0.001));
  }
  return verdicts;
}

/** Alerts: windows in a row beyond a limit are one. */
export function countRuns(verdicts: readonly boolean[]): number {
  return verdicts.filter((isBeyond, index) => isBeyond && verdicts[index - 1] !== true).length;
}
