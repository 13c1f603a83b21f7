import { expect, it } from 'vitest';
import { answersInWords } from './quality-answers.tsx';
import { thresholdPath } from './quality-threshold-curve.tsx';

it('says precision, recall and F1 of counts, and what is missing', () => {
  expect(answersInWords({ tp: 30, fp: 10, tn: 50, fn: 20 })).toBe(
    'precision 75.0\u00a0%, recall 60.0\u00a0%, F1 0.667',
  );
  expect(answersInWords({ tp: 0, fp: 0, tn: 5, fn: 3 })).toBe('none answered positive, recall 0.0\u00a0%, F1 0.000');
  expect(answersInWords({ tp: 0, fp: 0, tn: 5, fn: 0 })).toBe(
    'none answered positive, none truly positive, F1 undefined',
  );
});

it('draws a line over thresholds, broken where there is no answer', () => {
  const at = (threshold: number, precision: number | null) => ({ threshold, precision, recall: null, f1: null });
  expect(thresholdPath([at(0, 0.5), at(0.5, 1), at(1, null)], 'precision').split(/(?=[ML])/u)).toHaveLength(2);
  expect(thresholdPath([at(0, 0.5), at(0.5, null), at(1, 1)], 'precision').match(/M/gu)).toHaveLength(2);
  expect(thresholdPath([at(0, null)], 'precision')).toBe('');
});
