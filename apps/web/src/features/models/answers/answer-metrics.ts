import type { AnswerMetric, AnswerQualityView, AnswerValue } from '@leeway/services';
import type { Series } from '../../../ui/charts/series-types.ts';
import { formatFixed, formatPercent } from '../../../ui/format/format-number.ts';

/** What is drawn first. */
const FIRST: Record<AnswerQualityView['task'], string> = { multiclass: 'accuracy', regression: 'mae' };

/** The metric of the URL, or the usual one where that is none of this model's. */
export function chosenMetric(view: AnswerQualityView, id: string): AnswerMetric | undefined {
  const drawable = view.metrics.filter(({ value }) => value !== null);
  return drawable.find((metric) => metric.id === id) ?? drawable.find((metric) => metric.id === FIRST[view.task]);
}

/** Four significant digits of a value in the model's own unit; shares as per cent. */
export function formatAnswer(unit: string, value: number): string {
  if (unit === 'share') return formatPercent(value, 1);
  if (unit === 'index') return formatFixed(value, 3);
  if (value === 0 || !Number.isFinite(value)) return formatFixed(value, 0);
  const digits = Math.min(10, Math.max(0, 3 - Math.floor(Math.log10(Math.abs(value)))));
  return Math.abs(value) >= 1e9 || digits === 10
    ? value.toExponential(2).replace('-', '\u2212')
    : formatFixed(value, digits);
}

/** "0.667 (0.612 to 0.721)"; the interval only where there is one. */
export function formatInterval(
  unit: string,
  { value, low, high }: AnswerValue,
): { value: string; interval: string | null } {
  const isPoint = high - low <= Math.abs(value) * 1e-9;
  return {
    value: formatAnswer(unit, value),
    interval: isPoint ? null : `${formatAnswer(unit, low)} to ${formatAnswer(unit, high)}`,
  };
}

/** One metric over time, in the middle of each stretch; what could not be measured is a gap. */
export function answerSeries(view: AnswerQualityView, { id, label }: AnswerMetric): Series[] {
  const first = view.points[0];
  const points = view.points.map(({ startMs, endMs, values }) => {
    const reading = values[id];
    return {
      ms: (startMs + endMs) / 2,
      value: reading?.value ?? null,
      low: reading?.low ?? null,
      high: reading?.high ?? null,
    };
  });
  return [{ id, label, style: 's1', points, stepMs: first === undefined ? undefined : first.endMs - first.startMs }];
}
