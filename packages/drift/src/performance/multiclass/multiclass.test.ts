import { describe, expect, test } from 'vitest';
import { golden } from '../../../test/golden.ts';
import { fc } from '../../../test/properties.ts';
import { addConfusionMatrix, confusionMatrixOf, createConfusionMatrix } from './confusion-matrix.ts';
import { MULTICLASS_METRICS, type MulticlassMetricId } from './index.ts';

type Case = {
  name: string;
  classes: string[];
  labels: number[];
  answers: number[];
  probabilities: number[];
  expected: Record<MulticlassMetricId, number>;
};

const IDS = Object.keys(MULTICLASS_METRICS) as MulticlassMetricId[];
const { cases } = golden('multiclass.json') as { cases: Case[] };

describe.each(cases.map((one) => [one.name, one] as const))('scikit-learn on %s', (_name, one) => {
  const { classes, labels, answers } = one;
  const input = {
    confusion: confusionMatrixOf(classes, labels, answers),
    probabilities: { classes, labels, rows: Float64Array.from(one.probabilities) },
  };
  test.each(IDS)('%s', (id) => {
    const reading = MULTICLASS_METRICS[id].read(input);
    const expected = one.expected[id];
    if (Number.isNaN(expected)) expect(reading.state).toBe('undefined');
    else {
      if (reading.state === 'undefined') throw new Error(reading.reason);
      expect(Math.abs(reading.value - expected)).toBeLessThan(1e-12);
    }
  });
});

const CLASSES = ['a', 'b', 'c', 'd'];
const Rows = fc.array(fc.tuple(fc.nat(3), fc.nat(3)), { maxLength: 40 });
const matrixOf = (rows: readonly (readonly [number, number])[]) =>
  confusionMatrixOf(
    CLASSES,
    rows.map(([label]) => label),
    rows.map(([, answer]) => answer),
  );

test('matrices add to that of all rows, in any order', () => {
  fc.assert(
    fc.property(Rows, Rows, (a, b) => {
      const union = matrixOf([...b, ...a]);
      const sum = createConfusionMatrix(CLASSES);
      addConfusionMatrix(sum, matrixOf(a));
      addConfusionMatrix(sum, matrixOf(b));
      expect(sum).toEqual(union);
    }),
    { numRuns: 50 },
  );
  expect(() => addConfusionMatrix(createConfusionMatrix(['x']), createConfusionMatrix(['y']))).toThrow(RangeError);
  expect(() => createConfusionMatrix(['x', 'x'])).toThrow(RangeError);
});

describe.each(IDS)('%s', (id) => {
  const metric = MULTICLASS_METRICS[id];
  test('is registered under its own id and explains itself', () => {
    expect(metric.id).toBe(id);
    for (const text of [metric.label, metric.formula, metric.source]) expect(text).not.toBe('');
  });
  test('lies within its range or says why not, whatever the rows', () => {
    fc.assert(
      fc.property(
        Rows,
        fc.array(fc.double({ noNaN: true, min: 0, max: 1 }), { minLength: 160, maxLength: 160 }),
        (rows, p) => {
          const labels = rows.map(([label]) => label);
          const probabilities = { classes: CLASSES, labels, rows: Float64Array.from(p) };
          for (const known of [probabilities, null]) {
            const reading = metric.read({ confusion: matrixOf(rows), probabilities: known });
            if (reading.state === 'undefined') expect(reading.reason).not.toBe('');
            else {
              expect(reading.value).toBeGreaterThanOrEqual(metric.range[0] - 1e-12);
              expect(reading.value).toBeLessThanOrEqual(metric.range[1] + 1e-12);
            }
          }
        },
      ),
      { numRuns: 50 },
    );
  });
  test('without anything it says so', () => {
    expect(metric.read({ confusion: null, probabilities: null }).state).toBe('undefined');
  });
});
