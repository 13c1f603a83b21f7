import { alarmCells } from '@leeway/drift';
import { describe, expect, test } from 'vitest';
import { featureMix, type FeatureSpec } from './feature-mix.ts';
import { SHIFTS } from './shifts.ts';
import { commonCourse, simulateFeature, STEP_MS, trafficAt, type Simulation } from './simulate-feature.ts';
import { DAY_MS, START_MS } from './watch-model.ts';

const STEPS_PER_DAY = DAY_MS / STEP_MS;
const mix = featureMix();

function specOf(name: string): FeatureSpec {
  const spec = mix.find(({ feature }) => feature.name === name);
  if (spec === undefined) throw new RangeError(name);
  return spec;
}

function simulate(spec: FeatureSpec, more: Partial<Simulation> = {}) {
  const rowsPerHour = more.rowsPerHour ?? 2_000;
  const history = simulateFeature(spec, {
    rowsPerHour,
    startMs: START_MS,
    stepMs: STEP_MS,
    steps: 14 * STEPS_PER_DAY,
    seed: 11,
    referenceRows: rowsPerHour * 24 * 14,
    ...more,
  });
  const { width } = alarmCells(spec.feature);
  const at = (step: number): Uint32Array => history.counts.subarray(step * width, (step + 1) * width) as Uint32Array;
  return { history, width, at };
}

const sum = (values: ArrayLike<number>): number => Array.from(values).reduce((all, value) => all + value, 0);
const mean = (values: readonly number[]): number => sum(values) / values.length;
function variance(values: readonly number[]): number {
  const middle = mean(values);
  return mean(values.map((value) => (value - middle) ** 2));
}

/** Summed counts of some steps. */
function totals(run: ReturnType<typeof simulate>, isWanted: (step: number) => boolean = () => true): Float64Array {
  const all = new Float64Array(run.width);
  for (let step = 0; step < run.history.steps; step += 1)
    if (isWanted(step)) run.at(step).forEach((count, cell) => (all[cell] = (all[cell] ?? 0) + count));
  return all;
}

/** Mean rank of a numeric feature's values, in standard deviations of the mean: about that many sd of the value. */
function rankMean(counts: ArrayLike<number>, valueCells: number): number {
  let weighted = 0;
  let rows = 0;
  for (let cell = 0; cell < valueCells; cell += 1) {
    weighted += (counts[cell] ?? 0) * ((cell + 0.5) / valueCells);
    rows += counts[cell] ?? 0;
  }
  // A shift of a standard normal by d moves its mean rank by d/(2√π).
  return (weighted / rows - 0.5) * 2 * Math.sqrt(Math.PI);
}

describe('marginals', () => {
  test('independent numbers fill equal cells, and as many are missing as said', () => {
    const spec = specOf('independent 3');
    const { valueCells } = spec.feature;
    const { nullCell } = alarmCells(spec.feature);
    const all = totals(simulate(spec));
    const rows = sum(all);
    expect((all[nullCell] ?? 0) / rows).toBeCloseTo(spec.nullShare, 2);
    const expected = (rows * (1 - spec.nullShare)) / valueCells;
    const pearson = sum(all.subarray(0, valueCells).map((count) => (count - expected) ** 2 / expected));
    // Chi-square of 255 degrees of freedom: mean 255, sd 22.6.
    expect(Math.abs(pearson - 255)).toBeLessThan(4 * 22.6);
  });

  test('categories have Zipf shares', () => {
    const spec = specOf('categories 1');
    const all = totals(simulate(spec));
    const known = sum(all.subarray(0, spec.feature.valueCells));
    [0, 1, 4].forEach((cell) => {
      const share = spec.shares?.[cell] ?? 0;
      expect(Math.abs((all[cell] ?? 0) / known - share)).toBeLessThan(4 * Math.sqrt(share / known));
    });
    expect((spec.shares?.[0] ?? 0) / (spec.shares?.[1] ?? 1)).toBeCloseTo(2, 10);
  });

  test('cell by cell and row by row are one law', () => {
    const spec = specOf('independent 0');
    for (const rowsPerHour of [600, 12_000]) {
      const run = simulate(spec, { rowsPerHour, steps: 3 * STEPS_PER_DAY });
      const rows = Array.from({ length: run.history.steps }, (_, step) => sum(run.at(step)));
      expect(mean(rows)).toBeCloseTo(rowsPerHour / 12, rowsPerHour > 1_000 ? -1 : 0);
      const noise = rows.map((count, step) => {
        const expected = (rowsPerHour / 12) * trafficAt(START_MS + step * STEP_MS);
        return (count - expected) / Math.sqrt(expected);
      });
      expect(variance(noise)).toBeGreaterThan(0.85);
      expect(variance(noise)).toBeLessThan(1.15);
    }
  });

  test('what lies beyond the reference is as rare as one value in it', () => {
    const all = totals(simulate(specOf('heavy tails 0')));
    const { newCell } = alarmCells(specOf('heavy tails 0').feature);
    // Two ends, one row expected at each.
    expect(all[newCell] ?? 0).toBeLessThan(9);
  });
});

describe('courses', () => {
  test('a wandering mean has its sd and remembers for its minutes', () => {
    const spec = { ...specOf('wandering mean 5'), wander: { sd: 0.5, minutes: 60 } };
    const run = simulate(spec, { rowsPerHour: 24_000 });
    const means = Array.from({ length: run.history.steps }, (_, step) => rankMean(run.at(step), 256));
    expect(Math.sqrt(variance(means))).toBeGreaterThan(0.4);
    expect(Math.sqrt(variance(means))).toBeLessThan(0.55);
    const middle = mean(means);
    const centred = means.map((value) => value - middle);
    const lagged = (lag: number): number =>
      mean(centred.slice(lag).map((value, index) => value * (centred[index] ?? 0))) / variance(means);
    // e^(−lag·5/60), less the sampling noise of two thousand rows a step.
    expect(Math.abs(lagged(12) - Math.exp(-1))).toBeLessThan(0.12);
    expect(Math.abs(lagged(6) - Math.exp(-0.5))).toBeLessThan(0.12);
  });

  test('independent numbers do not remember', () => {
    const run = simulate(specOf('independent 0'));
    const means = Array.from({ length: run.history.steps }, (_, step) => rankMean(run.at(step), 256));
    const next = mean(means.slice(1).map((value, index) => value * (means[index] ?? 0))) / variance(means);
    expect(Math.abs(next)).toBeLessThan(4 / Math.sqrt(means.length));
  });

  test('a season is high at six and low at eighteen o’clock, weekends differ', () => {
    const spec = specOf('daily season 7');
    const run = simulate(spec, { rowsPerHour: 12_000 });
    const hourOf = (step: number): number => Math.floor((step % STEPS_PER_DAY) / 12);
    const isWeekend = (step: number): boolean => Math.floor(step / STEPS_PER_DAY) % 7 >= 5;
    const at = (hour: number, weekend: boolean): number =>
      rankMean(
        totals(run, (step) => hourOf(step) === hour && isWeekend(step) === weekend),
        256,
      );
    expect(at(6, false) - at(18, false)).toBeGreaterThan(1.6 * (spec.season ?? 0));
    expect(at(0, true) - at(0, false)).toBeGreaterThan(0.2);
    expect(at(0, true) - at(0, false)).toBeLessThan(0.4);
  });

  test('a shared course has unit variance and is the same for a seed', () => {
    const course = commonCourse(5, 20_000, STEP_MS);
    expect(variance([...course])).toBeGreaterThan(0.7);
    expect(variance([...course])).toBeLessThan(1.3);
    expect([...commonCourse(5, 100, STEP_MS)]).toEqual([...course.subarray(0, 100)]);
  });
});

describe('bursts', () => {
  test.each([0, 3])('rows of one value come as many together as said: kind %i', (place) => {
    const spec = specOf(`bursts ${place}`);
    const size = spec.bursts?.mean ?? 1;
    const run = simulate(spec);
    const counts = Array.from({ length: run.history.steps }, (_, step) => {
      const expected = (2_000 / 12 / 256) * trafficAt(START_MS + step * STEP_MS);
      return ((run.at(step)[7] ?? 0) - expected) / Math.sqrt(expected);
    });
    // A compound of geometric sizes scatters 2·mean − 1 times as much as single rows.
    expect(variance(counts) / (2 * size - 1)).toBeGreaterThan(0.8);
    expect(variance(counts) / (2 * size - 1)).toBeLessThan(1.25);
    expect(sum(totals(run)) / (2_000 * 24 * 14)).toBeCloseTo(1, 1);
  });
});

describe('seeds and shifts', () => {
  test('a seed gives the same counts, another seed others', () => {
    const spec = specOf('daily season 2');
    const again = (seed: number) => [...simulate(spec, { seed, steps: 300 }).history.counts];
    expect(again(1)).toEqual(again(1));
    expect(again(1)).not.toEqual(again(2));
  });

  test('a shift changes nothing before it begins', () => {
    const shift = SHIFTS.find(({ name }) => name === 'mean +1 sd');
    if (shift === undefined) throw new Error('no such shift');
    const spec = specOf('independent 0');
    const calm = simulate(spec, { steps: 600 });
    const shifted = simulate(spec, { steps: 600, shift: { shift, fromStep: 300 } });
    const { width } = calm;
    expect(shifted.history.counts.subarray(0, 300 * width)).toEqual(calm.history.counts.subarray(0, 300 * width));
    expect(
      rankMean(
        totals(shifted, (step) => step >= 300),
        256,
      ),
    ).toBeGreaterThan(0.8);
  });

  test.each(SHIFTS.filter(({ shares }) => shares !== undefined).map((shift) => [shift.name, shift] as const))(
    'shares still add up: %s',
    (_, shift) => {
      const spec = mix.find((one) => shift.appliesTo(one));
      if (spec?.feature === undefined) throw new Error('a shift for nothing');
      const values = new Float64Array(spec.feature.valueCells + 1);
      if (spec.shares === undefined) values.fill(1 / 256, 0, 256);
      else values.set(spec.shares);
      shift.shares?.(values, spec);
      expect(sum(values)).toBeCloseTo(1, 9);
      expect(Math.min(...values)).toBeGreaterThanOrEqual(0);
    },
  );
});
