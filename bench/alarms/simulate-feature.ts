import { alarmCells, type AlarmHistory } from '@leeway/drift';
import { cdfOf, quantileOf, type FeatureSpec } from './feature-mix.ts';
import { drawCell, drawNormal, drawPoisson, seededRandom, type Random } from './random.ts';
import type { Shift, StepLaw } from './shifts.ts';

export const STEP_MS = 5 * 60_000;
const STEP_MINUTES = STEP_MS / 60_000;
const STEPS_PER_HOUR = 12;
const STEPS_PER_DAY = 288;
/** Below this many rows a step they are drawn one by one, above cell by cell; the law is the same. */
const ONE_BY_ONE = 300;

export type Simulation = {
  rowsPerHour: number;
  startMs: number;
  steps: number;
  seed: number;
  /** Rows of the reference: what lies beyond its most extreme of so many values is new. */
  referenceRows: number;
  shift?: { shift: Shift; fromStep: number };
};

/** Shares of value cells, null, new; cumulated beside. Made anew only when the law changes. */
function writeShares(spec: FeatureSpec, law: StepLaw, highest: number, shift: Shift | null, into: Float64Array): void {
  const { valueCells } = spec.feature;
  const values = new Float64Array(valueCells + 1);
  if (spec.shares !== undefined) values.set(spec.shares);
  else {
    const cdf = cdfOf(spec.family);
    let before = cdf((-highest - law.mean) / law.sd);
    for (let cell = 0; cell < valueCells; cell += 1) {
      const at = cdf(((spec.edges?.[cell] ?? highest) - law.mean) / law.sd);
      values[cell] = Math.max(0, at - before);
      before = at;
    }
  }
  const known = values.reduce((sum, share) => sum + share, 0);
  values[valueCells] = Math.max(0, 1 - known);
  shift?.shares?.(values, spec);
  const { nullCell, newCell } = alarmCells(spec.feature);
  for (let cell = 0; cell < valueCells; cell += 1) into[cell] = (values[cell] ?? 0) * (1 - law.nullShare);
  into[nullCell] = law.nullShare;
  into[newCell] = (values[valueCells] ?? 0) * (1 - law.nullShare);
}

/** Wandering quantities of a feature, step by step. */
function createLaw(spec: FeatureSpec, random: Random): (timeMs: number) => StepLaw {
  const wanderer = (of: { sd: number; minutes: number } | undefined): (() => number) => {
    if (of === undefined) return () => 0;
    const keep = Math.exp(-STEP_MINUTES / of.minutes);
    let state = of.sd * drawNormal(random);
    return () => (state = keep * state + of.sd * Math.sqrt(1 - keep * keep) * drawNormal(random));
  };
  const mean = wanderer(spec.wander);
  const nulls = wanderer(spec.nullWander);
  let day = -1;
  let dayMean = 0;
  return (timeMs) => {
    const hours = timeMs / 3_600_000;
    const today = Math.floor(hours / 24);
    if (today !== day) dayMean = (spec.dayEffect ?? 0) * drawNormal(random);
    day = today;
    const weekday = (today + 4) % 7;
    const isWeekend = weekday === 0 || weekday === 6;
    const season = (spec.season ?? 0) * Math.sin((2 * Math.PI * hours) / 24);
    return {
      mean: mean() + season + dayMean + (isWeekend ? (spec.weekend ?? 0) : 0),
      sd: 1,
      nullShare: Math.min(1, spec.nullShare * Math.exp(nulls())),
    };
  };
}

/** Adds one step's rows: independent ones (Poisson), and entities that repeat one value (geometric sizes). */
function addRows(random: Random, spec: FeatureSpec, rows: number, shares: Float64Array, counts: Uint32Array): void {
  const burstShare = spec.bursts?.share ?? 0;
  const single = rows * (1 - burstShare);
  const cumulative = new Float64Array(shares.length);
  let sum = 0;
  for (let cell = 0; cell < shares.length; cell += 1) cumulative[cell] = sum += shares[cell] ?? 0;
  if (single < ONE_BY_ONE)
    for (let left = drawPoisson(random, single); left > 0; left -= 1) {
      const cell = drawCell(random, cumulative);
      counts[cell] = (counts[cell] ?? 0) + 1;
    }
  else
    for (let cell = 0; cell < shares.length; cell += 1)
      counts[cell] = (counts[cell] ?? 0) + drawPoisson(random, single * (shares[cell] ?? 0));
  if (spec.bursts === undefined) return;
  const { mean } = spec.bursts;
  for (let left = drawPoisson(random, (rows * burstShare) / mean); left > 0; left -= 1) {
    const size = 1 + Math.floor(Math.log(1 - random()) / Math.log(1 - 1 / mean));
    const cell = drawCell(random, cumulative);
    counts[cell] = (counts[cell] ?? 0) + size;
  }
}

/** A feature's counts in steps of five minutes. Traffic swings by 70 % over the day. */
export function simulateFeature(spec: FeatureSpec, simulation: Simulation): AlarmHistory {
  const { startMs, steps, rowsPerHour, referenceRows, shift } = simulation;
  const { width } = alarmCells(spec.feature);
  const random = seededRandom(simulation.seed);
  const lawAt = createLaw(spec, random);
  const counts = new Uint32Array(steps * width);
  const shares = new Float64Array(width);
  const highest = quantileOf(spec.family, 1 - 1 / referenceRows);
  let last = '';
  for (let step = 0; step < steps; step += 1) {
    const timeMs = startMs + step * STEP_MS;
    const isShifted = shift !== undefined && step >= shift.fromStep;
    const calm = lawAt(timeMs);
    const hourOfDay = (timeMs / 3_600_000) % 24;
    const minutes = (step - (shift?.fromStep ?? 0)) * STEP_MINUTES;
    const law = isShifted ? (shift.shift.law?.(calm, { minutes, hourOfDay, spec }) ?? calm) : calm;
    const key = `${law.mean} ${law.sd} ${law.nullShare} ${isShifted}`;
    if (key !== last) writeShares(spec, law, highest, isShifted ? shift.shift : null, shares);
    last = key;
    const traffic = 1 + 0.7 * Math.sin((2 * Math.PI * (step % STEPS_PER_DAY)) / STEPS_PER_DAY);
    const rows = (rowsPerHour / STEPS_PER_HOUR) * traffic;
    addRows(random, spec, rows, shares, counts.subarray(step * width, (step + 1) * width));
  }
  return { startMs, stepMs: STEP_MS, steps, counts };
}
