import { PERFORMANCE_METRICS, type ModelTask, type PerformanceMetric } from '@leeway/drift';
import type { ParameterChoice } from './sli-parameter.ts';

/** What of a performance metric an objective needs. */
export type BoundedMetric = Pick<PerformanceMetric<never>, 'id' | 'label' | 'unit' | 'direction' | 'range'>;

const BY_TASK: Record<ModelTask, readonly BoundedMetric[]> = {
  binary: bounded(PERFORMANCE_METRICS.binary),
  multiclass: bounded(PERFORMANCE_METRICS.multiclass),
  regression: bounded(PERFORMANCE_METRICS.regression),
};

/** Those that are better one way: a count of events has no floor that means something. */
function bounded(metrics: Record<string, BoundedMetric>): BoundedMetric[] {
  return Object.values(metrics).filter(({ direction, unit }) => direction !== 'none' && unit !== 'count');
}

const ALL = Object.values(BY_TASK).flat();
/** Every metric that can have a bound, of whatever task, each id once. */
export const BOUNDED_METRIC_IDS = [...new Set(ALL.map(({ id }) => id))] as [string, ...string[]];

/** Direction, label and range are the same for every task that has a metric of this id. */
export function boundedMetric(id: string): BoundedMetric | undefined {
  return ALL.find((metric) => metric.id === id);
}

export function hasMetric(task: ModelTask, id: string): boolean {
  return BY_TASK[task].some((metric) => metric.id === id);
}

export function metricChoices(task: ModelTask | null): ParameterChoice[] {
  return BY_TASK[task ?? 'binary'].map(({ id, label }) => ({ value: id, label }));
}

/** Whether a reading keeps a bound: a floor where more is better, a ceiling where less is. */
export function keepsBound(id: string, reading: number, bound: number): boolean {
  return boundedMetric(id)?.direction === 'lower' ? reading <= bound : reading >= bound;
}

/** "ROC AUC of at least 0.8", "log loss of at most 0.4". */
export function boundWords({ metric, bound }: { metric: string; bound: number }): { name: string; limit: string } {
  const known = boundedMetric(metric);
  const name = known?.label ?? metric;
  return { name, limit: `${known?.direction === 'lower' ? 'at most' : 'at least'} ${String(bound)}` };
}

/** A bound outside what the metric can be is kept always or never. */
export function boundIssues({ metric, bound }: { metric: string; bound: number }) {
  const [least, most] = boundedMetric(metric)?.range ?? [-Infinity, Infinity];
  if (bound >= least && bound <= most) return [];
  const range =
    most === Infinity ? `at least ${least}` : least === -Infinity ? `at most ${most}` : `${least} to ${most}`;
  return [{ parameter: 'bound', message: `This metric is ${range}.` }];
}
