import { describe, expect, test } from 'vitest';
import { golden } from '../../../test/golden.ts';
import { fc } from '../../../test/properties.ts';
import { AWKWARD_NUMBERS } from '../../../test/streams.ts';
import { CodecError } from '../../codec/codec-error.ts';
import { REGRESSION_METRICS, type RegressionMetricId } from './index.ts';
import { decodeRegressionPane, encodeRegressionPane } from './regression-pane-codec.ts';
import { addRegressionPane, countPrediction, createRegressionPane, type RegressionPane } from './regression-pane.ts';
import { summariseRegression } from './regression-summary.ts';
import { summariseRegressionPane } from './summarise-regression-pane.ts';

type Case = {
  name: string;
  kind: string;
  y_true: number[];
  y_pred: number[];
  expected: Record<string, number | string>;
};
type Row = readonly [actual: number, predicted: number];

const IDS = Object.keys(REGRESSION_METRICS) as RegressionMetricId[];
const NAMES: Partial<Record<RegressionMetricId, string>> = {
  medianAe: 'median_ae',
  maxError: 'max_error',
  meanError: 'mean_error',
  explainedVariance: 'explained_variance',
};
const SCALE = { centre: 10, scale: 4 };
const cases = (golden('metrics.json') as { cases: Case[] }).cases.filter(({ kind }) => kind === 'regression');

function summaryOf(rows: readonly Row[]) {
  return summariseRegression(
    Float64Array.from(rows, ([actual]) => actual),
    Float64Array.from(rows, ([, predicted]) => predicted),
  );
}

function paneOf(rows: readonly Row[]): RegressionPane {
  const pane = createRegressionPane();
  for (const [actual, predicted] of rows) countPrediction(pane, SCALE, actual, predicted);
  return pane;
}

describe.each(cases.map((one) => [one.name, one] as const))('scikit-learn on %s', (_name, one) => {
  const rows = one.y_true.map((actual, i): Row => [actual, one.y_pred[i] ?? 0]);
  test.each(IDS)('%s', (id) => {
    const expected = one.expected[NAMES[id] ?? id];
    const reading = REGRESSION_METRICS[id].read(summaryOf(rows));
    if (typeof expected !== 'number' || Number.isNaN(expected)) expect(reading.state).toBe('undefined');
    else {
      if (reading.state === 'undefined') throw new Error(reading.reason);
      expect(Math.abs(reading.value - expected)).toBeLessThanOrEqual(1e-12 * Math.max(1, Math.abs(expected)));
    }
  });
});

const Value = fc.oneof(fc.double({ min: -40, max: 60, noNaN: true }), fc.integer({ min: -2, max: 12 }));
const Rows = fc.array(fc.tuple(Value, Value), { maxLength: 40 });
const Anything = fc.oneof(fc.double({ noNaN: true, noDefaultInfinity: true }), fc.constantFrom(...AWKWARD_NUMBERS));
const AnyRows = fc.array(fc.tuple(Anything, Anything), { maxLength: 12 });

describe.each(IDS)('%s', (id) => {
  const metric = REGRESSION_METRICS[id];
  test('is registered under its own id and explains itself', () => {
    expect(metric.id).toBe(id);
    for (const text of [metric.label, metric.formula, metric.source]) expect(text).not.toBe('');
  });
  test('from a pane differs from that of the rows by no more than its bound', () => {
    fc.assert(
      fc.property(Rows, (rows) => {
        const exact = metric.read(summaryOf(rows));
        const counted = metric.read(summariseRegressionPane(paneOf(rows), SCALE));
        if (counted.state === 'undefined') {
          expect(counted.reason).not.toBe('');
          return;
        }
        if (exact.state === 'undefined') throw new Error(`only the pane knows: ${exact.reason}`);
        expect(Math.abs(counted.value - exact.value)).toBeLessThanOrEqual(
          counted.bound + 1e-9 * Math.abs(exact.value) + 1e-12,
        );
      }),
      { numRuns: 300 },
    );
  });
  test('is finite and within its range, or says why not, whatever the numbers', () => {
    fc.assert(
      fc.property(AnyRows, (rows) => {
        const finite = rows.filter(([a, b]) => Number.isFinite(a) && Number.isFinite(b));
        for (const summary of [summaryOf(finite), summariseRegressionPane(paneOf(finite), SCALE)]) {
          const reading = metric.read(summary);
          if (reading.state === 'undefined') expect(reading.reason).not.toBe('');
          else {
            expect(Number.isFinite(reading.value)).toBe(true);
            expect(reading.value).toBeGreaterThanOrEqual(metric.range[0]);
            expect(reading.value).toBeLessThanOrEqual(metric.range[1]);
          }
        }
      }),
      { numRuns: 200 },
    );
  });
});

test('panes add to that of all rows, in any order, and survive their codec', () => {
  fc.assert(
    fc.property(Rows, Rows, Rows, (a, b, c) => {
      const union = paneOf([...c, ...a, ...b]);
      const sum = createRegressionPane();
      for (const rows of [b, c, a]) addRegressionPane(sum, paneOf(rows));
      expect(sum).toEqual(union);
      const bytes = encodeRegressionPane(sum);
      expect(decodeRegressionPane(bytes)).toEqual(union);
      for (let length = 0; length < bytes.length; length += 1)
        expect(() => decodeRegressionPane(bytes.subarray(0, length))).toThrow(CodecError);
      expect(() => decodeRegressionPane(bytes.with(2, 9))).toThrow('version 9');
    }),
    { numRuns: 40 },
  );
});

test('what lies too far out is told instead of being averaged in', () => {
  const summary = summariseRegressionPane(
    paneOf([
      [10, 11],
      [10, 1e9],
    ]),
    SCALE,
  );
  expect(REGRESSION_METRICS.mae.read(summary)).toMatchObject({
    state: 'undefined',
    reason: '1 of 2 rows lie beyond 1,024 scales',
  });
});

test('conventions where nothing varies', () => {
  const r2 = (rows: readonly Row[]) => REGRESSION_METRICS.r2.read(summaryOf(rows));
  expect(
    r2([
      [3, 3],
      [3, 3],
    ]),
  ).toMatchObject({ value: 1 });
  expect(
    r2([
      [3, 3],
      [3, 4],
    ]),
  ).toMatchObject({ value: 0 });
  expect(r2([[3, 4]])).toMatchObject({ state: 'undefined', reason: 'needs two rows' });
});
