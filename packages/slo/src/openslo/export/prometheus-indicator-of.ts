import type { AnyPrometheusSli } from '../../prometheus/prometheus-sli.ts';
import { exactShare } from '../exact-share.ts';
import type { SliSpec } from '../v1/sli.ts';
import type { Indicator } from './indicator-of.ts';

const A_MINUTE = { timeSliceWindow: '1m' } as const;

/** What is asked of a Prometheus, in the words that the specification has for it. */
export function prometheusIndicatorOf(spec: AnyPrometheusSli): Indicator {
  const metric = (query: string) => ({
    metricSource: {
      ...(spec.source === '' ? {} : { metricSourceRef: spec.source }),
      type: 'Prometheus',
      spec: { query },
    },
  });
  const ratio = (part: 'good' | 'bad'): SliSpec => ({
    ratioMetric: { counter: spec.metric === 'counter', [part]: metric(spec.query), total: metric(spec.total) },
  });
  if (spec.kind === 'prometheusCheck') {
    if (spec.total === '')
      return {
        sli: { thresholdMetric: metric(spec.query) },
        budgetingMethod: 'Timeslices',
        objective: { op: spec.op, value: spec.bound, timeSliceTarget: 1, ...A_MINUTE },
      };
    const isGood = spec.op === 'gte';
    return {
      sli: ratio(isGood ? 'good' : 'bad'),
      budgetingMethod: 'Timeslices',
      objective: { timeSliceTarget: isGood ? spec.bound : exactShare(1 - spec.bound), ...A_MINUTE },
    };
  }
  if (spec.total === '')
    return {
      sli: {
        ratioMetric: { raw: metric(spec.query), rawType: spec.counts === 'good' ? 'success' : 'failure' },
      },
      budgetingMethod: 'RatioTimeslices',
      objective: A_MINUTE,
    };
  return spec.weigh === 'events'
    ? { sli: ratio(spec.counts), budgetingMethod: 'Occurrences', objective: {} }
    : { sli: ratio(spec.counts), budgetingMethod: 'RatioTimeslices', objective: A_MINUTE };
}
