import type { AlarmViewId } from '../alarms/alarm-rule-settings.ts';
import type { MultivariateId } from '../multivariate/read-multivariate.ts';
import type { FeatureEvaluation, MetricId } from './evaluation.ts';

/** A view of the learnt rule as a measure: its effect against the floor. */
export type AlarmMeasureId = `alarm-${AlarmViewId}`;
export type MeasureId = MetricId | MultivariateId | AlarmMeasureId;

export type Measure = {
  id: MeasureId;
  value: number;
  bound: number;
  warn: number | null;
  critical: number | null;
  /** The window that it was seen in, where that is not the judged one. */
  windowMs?: number;
};

/**
 * What is worst for a feature: a view of learnt alarms where it was judged by them, else a metric; for vectors how far
 * their distribution moved, unless values lack. Null where nothing was measured.
 */
export function worstMeasure({ worstMetric, metrics, multivariate, alarm }: FeatureEvaluation): Measure | null {
  const [view] = alarm?.views ?? [];
  if (view !== undefined) {
    const { effect, floor, windowMs } = view;
    return { id: `alarm-${view.view}`, value: effect, bound: 0, warn: null, critical: floor, windowMs };
  }
  if (worstMetric === null) {
    if (multivariate?.state !== 'measured') return null;
    const { id, value, bound, warn, critical } = multivariate;
    return { id, value, bound, warn, critical };
  }
  const reading = metrics[worstMetric];
  if (reading?.state !== 'measured') return null;
  const { value, bound, warn, critical } = reading;
  return { id: worstMetric, value, bound, warn, critical };
}
