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

/** A value and its interval, where that is wider than the digits shown. */
export function formatInterval(
  unit: string,
  { value, low, high }: AnswerValue,
): { value: string; interval: string | null } {
  const [shown, from, to] = [value, low, high].map((number) => formatAnswer(unit, number)) as [string, string, string];
  return { value: shown, interval: from === shown && to === shown ? null : `${from} to ${to}` };
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

/** Metrics that could not be measured, by the reason they share. */
export function unmeasured(view: AnswerQualityView): { reason: string; labels: string[] }[] {
  const groups = Map.groupBy(
    view.metrics.filter(({ value }) => value === null),
    ({ reason }) => reason ?? '',
  );
  return [...groups].map(([reason, metrics]) => ({ reason, labels: metrics.map(({ label }) => label) }));
}
