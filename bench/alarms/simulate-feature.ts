import { alarmCells, type AlarmHistory } from '@leeway/drift';
import { cdfOf, quantileOf } from './distributions.ts';
import type { FeatureSpec } from './feature-mix.ts';
import { drawCell, drawNormal, drawPoisson, seededRandom, type Random } from './random.ts';
import type { Shift, StepLaw } from './shifts.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
export const STEP_MS = 5 * MINUTE_MS;
/** Below this many rows a step they are drawn one by one, above cell by cell; the law is the same. */
const ONE_BY_ONE = 300;
const COMMON_MINUTES = 120;

export type Simulation = {
  rowsPerHour: number;
  startMs: number;
  stepMs: number;
  steps: number;
  seed: number;
  /** Rows of the reference: what lies beyond its most extreme of so many values is new. */
  referenceRows: number;
  shift?: { shift: Shift; fromStep: number };
  /** What the features of a model share, one number a step. */
  common?: Float64Array;
};

/** Unit-sd autoregressive course: each step keeps exp(−step/minutes) of the last. */
function wanderer(random: Random, sd: number, minutes: number, stepMs: number): () => number {
  const keep = Math.exp(-stepMs / MINUTE_MS / minutes);
  let state = sd * drawNormal(random);
  return () => (state = keep * state + sd * Math.sqrt(1 - keep * keep) * drawNormal(random));
}

/** The course that correlated features follow besides their own. */
export function commonCourse(seed: number, steps: number, stepMs: number): Float64Array {
  const next = wanderer(seededRandom(seed), 1, COMMON_MINUTES, stepMs);
  return Float64Array.from({ length: steps }, next);
}

/** Shares of value cells and, last, of new values. Reuses `values`. */
function writeValues(spec: FeatureSpec, law: StepLaw, highest: number, values: Float64Array): void {
  values.fill(0);
  if (spec.shares !== undefined) {
    values.set(spec.shares);
    return;
  }
  const { part } = law;
  addNumbers(spec, { mean: law.mean, sd: law.sd, weight: 1 - (part?.share ?? 0), highest }, values);
  if (part !== undefined) addNumbers(spec, { mean: part.mean, sd: law.sd, weight: part.share, highest }, values);
}

function addNumbers(
  { feature: { valueCells }, family, edges }: FeatureSpec,
  { mean, sd, weight, highest }: { mean: number; sd: number; weight: number; highest: number },
  values: Float64Array,
): void {
  const cdf = cdfOf(family);
  const first = cdf((-highest - mean) / sd);
  let before = first;
  for (let cell = 0; cell < valueCells; cell += 1) {
    const at = cdf(((edges?.[cell] ?? highest) - mean) / sd);
    values[cell] = (values[cell] as number) + weight * Math.max(0, at - before);
    before = at;
  }
  values[valueCells] = (values[valueCells] as number) + weight * (first + Math.max(0, 1 - before));
}

/** Summed shares of value cells, null, new. */
function writeCumulated(spec: FeatureSpec, values: Float64Array, nullShare: number, cumulated: Float64Array): void {
  const { nullCell, newCell } = alarmCells(spec.feature);
  let sum = 0;
  for (let cell = 0; cell < nullCell; cell += 1) cumulated[cell] = sum += (values[cell] as number) * (1 - nullShare);
  cumulated[nullCell] = sum += nullShare;
  cumulated[newCell] = sum + (values[nullCell] as number) * (1 - nullShare);
}

/** Wandering quantities of a feature, step by step. */
function createLaw(spec: FeatureSpec, random: Random, stepMs: number): (timeMs: number) => StepLaw {
  const wander = (of: { sd: number; minutes: number } | undefined) =>
    of === undefined ? () => 0 : wanderer(random, of.sd, of.minutes, stepMs);
  const mean = wander(spec.wander);
  const nulls = wander(spec.nullWander);
  let day = -1;
  let dayMean = 0;
  return (timeMs) => {
    const hours = timeMs / HOUR_MS;
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
function addRows(random: Random, spec: FeatureSpec, rows: number, cumulated: Float64Array, counts: Uint32Array): void {
  const burstShare = spec.bursts?.share ?? 0;
  const single = rows * (1 - burstShare);
  if (single < ONE_BY_ONE)
    for (let left = drawPoisson(random, single); left > 0; left -= 1) {
      const cell = drawCell(random, cumulated);
      counts[cell] = (counts[cell] as number) + 1;
    }
  else
    for (let cell = 0, before = 0; cell < cumulated.length; cell += 1) {
      const end = cumulated[cell] as number;
      counts[cell] = (counts[cell] as number) + drawPoisson(random, single * (end - before));
      before = end;
    }
  if (spec.bursts === undefined) return;
  const { mean } = spec.bursts;
  for (let left = drawPoisson(random, (rows * burstShare) / mean); left > 0; left -= 1) {
    const size = 1 + Math.floor(Math.log(1 - random()) / Math.log(1 - 1 / mean));
    const cell = drawCell(random, cumulated);
    counts[cell] = (counts[cell] as number) + size;
  }
}

/** Traffic over the day, 1 on average: it swings by 70 %. */
export function trafficAt(timeMs: number): number {
  return 1 + 0.7 * Math.sin((2 * Math.PI * (timeMs % DAY_MS)) / DAY_MS);
}

/** A feature's counts, step by step. */
export function simulateFeature(spec: FeatureSpec, simulation: Simulation): AlarmHistory {
  const { startMs, stepMs, steps, rowsPerHour, referenceRows, shift, common } = simulation;
  const { width } = alarmCells(spec.feature);
  const random = seededRandom(simulation.seed);
  const lawAt = createLaw(spec, random, stepMs);
  const counts = new Uint32Array(steps * width);
  const values = new Float64Array(spec.feature.valueCells + 1);
  const cumulated = new Float64Array(width);
  // Rows that repeat a value say no more of the range than one of them.
  const { share, mean } = spec.bursts ?? { share: 0, mean: 1 };
  const highest = quantileOf(spec.family, 1 - 1 / (referenceRows * (1 - share + share / mean)));
  let last: StepLaw | null = null;
  let wasShifted = false;
  for (let step = 0; step < steps; step += 1) {
    const timeMs = startMs + step * stepMs;
    const isShifted = shift !== undefined && step >= shift.fromStep;
    const own = lawAt(timeMs);
    const calm = spec.common === undefined ? own : { ...own, mean: own.mean + spec.common * (common?.[step] ?? 0) };
    const minutes = ((step - (shift?.fromStep ?? 0)) * stepMs) / MINUTE_MS;
    const hourOfDay = (timeMs / HOUR_MS) % 24;
    const law = isShifted ? (shift.shift.law?.(calm, { minutes, hourOfDay, spec }) ?? calm) : calm;
    const isSame = last !== null && isShifted === wasShifted && isSameLaw(last, law);
    if (!isSame) {
      writeValues(spec, law, highest, values);
      if (isShifted) shift.shift.shares?.(values, spec);
      writeCumulated(spec, values, law.nullShare, cumulated);
    }
    last = law;
    wasShifted = isShifted;
    const rows = rowsPerHour * (stepMs / HOUR_MS) * trafficAt(timeMs);
    addRows(random, spec, rows, cumulated, counts.subarray(step * width, (step + 1) * width));
  }
  return { startMs, stepMs, steps, counts };
}

function isSameLaw(a: StepLaw, b: StepLaw): boolean {
  return a.mean === b.mean && a.sd === b.sd && a.nullShare === b.nullShare && a.part?.mean === b.part?.mean;
}
