import type { AnswerMetric, AnswerQualityView } from '@leeway/services';
import { describe, expect, it } from 'vitest';
import { answerSeries, chosenMetric, formatAnswer, formatInterval } from './answer-metrics.ts';

const metric = (id: AnswerMetric['id'], value: number | null): AnswerMetric => ({
  id,
  label: id,
  formula: '',
  unit: 'value',
  direction: 'lower',
  value: value === null ? null : { value, low: value, high: value },
  reason: value === null ? 'no labelled predictions' : null,
});
const view = (metrics: AnswerMetric[]): AnswerQualityView => ({
  task: 'regression',
  points: [
    { startMs: 0, endMs: 60_000, labelled: 3, values: { mae: { value: 2, low: 1, high: 3 } } },
    { startMs: 60_000, endMs: 120_000, labelled: 0, values: {} },
  ],
  metrics,
  labelled: 3,
  leftOut: null,
  confusion: null,
  errorSizes: [],
  coverage: { labelled: 3, events: 3 },
  pendingLabels: 0,
  labelDelayMs: 0,
});

describe('values', () => {
  it.each([
    ['share', 0.6667, '66.7\u00a0%'],
    ['index', -0.12345, '\u22120.123'],
    ['value', 1234.5678, '1235'],
    ['value', 0.0123456, '0.01235'],
    ['value', -3.21, '\u22123.210'],
    ['value', 0, '0'],
    ['squared value', 1.5e12, '1.50e+12'],
    ['value', 2e-12, '2.00e\u221212'],
  ])('%s %d reads %s', (unit, value, text) => {
    expect(formatAnswer(unit, value)).toBe(text);
  });
  it('have an interval only where one is known', () => {
    expect(formatInterval('share', { value: 0.5, low: 0.4, high: 0.6 }).interval).toBe('40.0\u00a0% to 60.0\u00a0%');
    expect(formatInterval('share', { value: 0.5, low: 0.5, high: 0.5 }).interval).toBeNull();
  });
});

describe('what is drawn', () => {
  it('is the metric of the address, or the usual one', () => {
    const shown = view([metric('mae', 2), metric('rmse', 3), metric('msle', null)]);
    expect(chosenMetric(shown, 'rmse')?.id).toBe('rmse');
    expect(chosenMetric(shown, 'msle')?.id).toBe('mae');
    expect(chosenMetric(shown, '<script>')?.id).toBe('mae');
    expect(chosenMetric(view([metric('mae', null)]), 'mae')).toBeUndefined();
  });
  it('has a gap where nothing could be measured', () => {
    const [series] = answerSeries(view([]), metric('mae', 2));
    expect(series?.points.map(({ value }) => value)).toEqual([2, null]);
    expect(series?.stepMs).toBe(60_000);
  });
});
