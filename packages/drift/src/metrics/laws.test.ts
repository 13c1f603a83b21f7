import { fc } from '../../test/properties.ts';
import { describe, expect, test } from 'vitest';
import { normal, seeded } from '../../test/seeded.ts';
import { AWKWARD_NUMBERS, column, paneOf, RawValue, referenceOf } from '../../test/streams.ts';
import { mergePanes } from '../pane/merge-panes.ts';
import type { Pane } from '../pane/pane.ts';
import type { FrozenReference } from '../reference/frozen-reference.ts';
import { METRIC_IDS, RULE_METRIC_IDS, type MetricId } from '../verdict/evaluation.ts';
import { METRICS } from './index.ts';
import type { MetricValue } from './metric-definition.ts';
import { metricInput, type MetricInput } from './metric-input.ts';

/** Largest value a metric can take, where it has one. */
const UPPER: Partial<Record<MetricId, number>> = {
  jensenShannon: 1,
  hellinger: 1,
  totalVariation: 1,
  lInfinity: 1,
  outOfRangeRate: 1,
  kolmogorovSmirnov: 1,
  missingRate: 1,
  newCategoryRate: 1,
};

function inputOf(reference: FrozenReference, pane: Pane, minValues = 2): MetricInput {
  const [layout] = reference.grid.layouts;
  if (layout === undefined) throw new Error('a reference of one feature was expected');
  return metricInput({ reference, pane }, layout, { bins: 10, minValues });
}

function read(id: MetricId, referenceValues: readonly unknown[], windowValues: readonly unknown[]): MetricValue {
  // A reference needs one row to know its feature.
  const reference = referenceOf(column(referenceValues.length === 0 ? [undefined] : referenceValues));
  return METRICS[id].read(inputOf(reference, paneOf(reference, column(windowValues))));
}

const Values = fc.array(RawValue, { minLength: 1, maxLength: 60 });

describe.each(METRIC_IDS)('%s', (id) => {
  test('is registered under its own id and explains itself', () => {
    const metric = METRICS[id];
    expect(metric.id).toBe(id);
    for (const text of [metric.label, metric.formula, metric.source, metric.domain, metric.meaning, metric.errorBound])
      expect(text).not.toBe('');
  });

  test('lies at its baseline for identical samples', () => {
    fc.assert(
      fc.property(Values, (values) => {
        const reading = read(id, values, values);
        if (reading.state === 'undefined') return;
        expect(reading.value).toBeCloseTo(reading.baseline, 'meanShift varianceRatio'.includes(id) ? 5 : 9);
      }),
      { numRuns: 60 },
    );
  });

  test('does not depend on the order of events, nor on how they are split into panes', () => {
    fc.assert(
      fc.property(Values, Values, fc.integer(), fc.nat(), (referenceValues, windowValues, seed, cut) => {
        const random = seeded(seed);
        const reference = referenceOf(column(referenceValues));
        const events = column(windowValues);
        const at = cut % (events.length + 1);
        const shuffled = events
          .map((event) => ({ event, key: random() }))
          .toSorted((a, b) => a.key - b.key)
          .map(({ event }) => event);
        const whole = METRICS[id].read(inputOf(reference, paneOf(reference, events)));
        const parts = mergePanes(paneOf(reference, shuffled.slice(at)), paneOf(reference, shuffled.slice(0, at)));
        expect(METRICS[id].read(inputOf(reference, parts))).toEqual(whole);
      }),
      { numRuns: 60 },
    );
  });

  test('is finite and within its bounds whatever the values', () => {
    fc.assert(
      fc.property(Values, Values, (referenceValues, windowValues) => {
        const reading = read(id, referenceValues, windowValues);
        if (reading.state === 'undefined') expect(reading.reason).not.toBe('');
        else {
          expect(reading.value).toBeGreaterThanOrEqual(0);
          expect(reading.value).toBeLessThanOrEqual(UPPER[id] ?? Number.MAX_VALUE);
          expect(reading.bound).toBeGreaterThanOrEqual(0);
          expect(Number.isFinite(reading.bound)).toBe(true);
        }
      }),
      { numRuns: 150 },
    );
  });

  const plain = Array.from({ length: 80 }, (_, i) => i % 40);
  const letters = Array.from({ length: 80 }, (_, i) => 'abcd'[i % 4]);
  test.each([
    ['nothing', []],
    ['one value', [1]],
    ['one letter', ['a']],
    ['a constant', Array.from({ length: 80 }, () => 3)],
    ['all missing', Array.from({ length: 80 }, () => null)],
    ['all of the wrong type', Array.from({ length: 80 }, () => ({}))],
    ['all new categories', Array.from({ length: 80 }, (_, i) => `new-${i}`)],
    ['awkward numbers', [...AWKWARD_NUMBERS, ...AWKWARD_NUMBERS]],
    ['huge numbers', [1e308, -1e308, 1e308, -1e308]],
    ['subnormal numbers', [Number.MIN_VALUE, 2 ** -1_060, 0, -0]],
    ['plain numbers', plain],
    ['letters', letters],
  ])('never throws and never yields NaN against %s', (_name, values) => {
    for (const [a, b] of [
      [values, values],
      [values, plain],
      [plain, values],
      [values, letters],
      [letters, values],
    ] as const) {
      const reading = read(id, a, b);
      if (reading.state === 'measured')
        for (const number of [reading.value, reading.bound, reading.baseline])
          expect(Number.isFinite(number), `${number}`).toBe(true);
    }
  });
});

describe.each(RULE_METRIC_IDS)('%s as a rule', (id) => {
  test('noise is positive, shrinks with the sample and grows as its probability falls', () => {
    const text = id === 'newCategoryRate';
    const make = (n: number): unknown[] => Array.from({ length: n }, (_, i) => (text ? 'abcd'[i % 4] : i % 37));
    const reference = referenceOf(column(make(4_000)));
    const noise = (n: number, tail: number): number =>
      METRICS[id].noise(inputOf(reference, paneOf(reference, column(make(n)))), tail);
    expect(noise(2_000, 1e-8)).toBeGreaterThan(0);
    expect(noise(2_000, 1e-8)).toBeLessThan(noise(200, 1e-8));
    expect(noise(200, 1e-4)).toBeLessThan(noise(200, 1e-8));
  });
});

/** Draws of one column of each kind, and how its metrics answer to chance. */
const LAWS: Record<string, (random: () => number) => unknown> = {
  normal,
  'few values': (random) => Math.floor(random() * 4),
  letters: (random) => 'aaabbc'[Math.floor(random() * 6)],
  'with 5 % missing': (random) => (random() < 0.05 ? null : random()),
};

const CHANCE = 'chance exceeds the noise level about as often as stated: %s';

test.each(Object.entries(LAWS))(CHANCE, { timeout: 30_000 }, (_name, draw) => {
  const random = seeded(3);
  const tail = 0.05;
  const exceeded = new Map<MetricId, number>();
  let windows = 0;
  for (let r = 0; r < 40; r += 1) {
    const reference = referenceOf(column(Array.from({ length: 1_500 }, () => draw(random))));
    for (let w = 0; w < 15; w += 1) {
      const input = inputOf(reference, paneOf(reference, column(Array.from({ length: 400 }, () => draw(random)))));
      windows += 1;
      for (const id of RULE_METRIC_IDS) {
        const reading = METRICS[id].read(input);
        if (reading.state === 'undefined' || reading.value < METRICS[id].noise(input, tail)) continue;
        exceeded.set(id, (exceeded.get(id) ?? 0) + 1);
      }
    }
  }
  // Windows that share a reference vary together, hence the room above 5 %.
  for (const count of exceeded.values()) expect(count / windows).toBeLessThan(0.09);
  // And the level is not set so high that nothing could exceed it.
  expect(exceeded.get('psi') ?? 0).toBeGreaterThan(0.015 * windows);
});
