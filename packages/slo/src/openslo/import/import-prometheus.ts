import type { AnyPrometheusSli } from '../../prometheus/prometheus-sli.ts';
import type { PrometheusIndicator } from '../../prometheus/prometheus-slo.ts';
import { parseDuration, durationMinutes } from '../duration.ts';
import { exactShare } from '../exact-share.ts';
import type { OpenSloProblem } from '../open-slo-problem.ts';
import { OWN_ANNOTATIONS, ownAnnotation } from '../own-fields.ts';
import type { Metadata } from '../v1/common.ts';
import type { Objective, SloSpec } from '../v1/slo.ts';
import { noted, refused } from './import-problem.ts';

const RANGE_MINUTES = 5;

type Input = {
  indicator: PrometheusIndicator;
  source: string;
  metadata: Metadata;
  spec: SloSpec;
  objective: Objective;
  path: string;
};
type Result = { measured: AnyPrometheusSli | null; problems: OpenSloProblem[] };

/** An indicator of Prometheus and how it becomes a budget → what Leeway asks by the minute. */
export function importPrometheus(input: Input): Result {
  const { spec, objective, path } = input;
  const range = rangeOf(input.metadata);
  if (typeof range !== 'number') return { measured: null, problems: [range] };
  const slice = objective.timeSliceWindow === undefined ? null : parseDuration(objective.timeSliceWindow);
  if (spec.budgetingMethod !== 'Occurrences' && (slice === null || durationMinutes(slice) !== 1))
    return { measured: null, problems: [refused(`${path}.timeSliceWindow`, 'slices of 1m are counted')] };
  const result = measure(input);
  return { ...result, measured: result.measured === null ? null : { ...result.measured, rangeMinutes: range } };
}

function rangeOf(metadata: Metadata): number | OpenSloProblem {
  const text = ownAnnotation(metadata, 'rangeMinutes');
  if (text === undefined) return RANGE_MINUTES;
  if (/^\d{1,2}$/u.test(text)) return Number(text);
  return refused(`metadata.annotations["${OWN_ANNOTATIONS.rangeMinutes}"]`, 'a whole number of minutes');
}

function measure({ indicator, source, spec, objective, path }: Input): Result {
  const { budgetingMethod } = spec;
  const goodShare = objective.timeSliceTarget ?? 1;
  const asked = { source, query: indicator.query, rangeMinutes: RANGE_MINUTES };
  if (indicator.kind === 'threshold') {
    if (budgetingMethod === 'RatioTimeslices')
      return { measured: null, problems: [refused('spec.budgetingMethod', 'a threshold has no ratio: Timeslices')] };
    const { op, value } = indicator;
    const said =
      budgetingMethod === 'Occurrences'
        ? [noted('spec.budgetingMethod', 'occurrences of a threshold can’t be counted: minutes are')]
        : goodShare < 1
          ? [noted(`${path}.timeSliceTarget`, 'a minute is one sample: it holds or it does not')]
          : [];
    return {
      measured: { kind: 'prometheusCheck', ...asked, total: '', metric: 'gauge', op, bound: value },
      problems: said,
    };
  }
  const isGood = indicator.kind === 'ratio' ? indicator.part === 'good' : indicator.share === 'good';
  const counted =
    indicator.kind === 'ratio'
      ? { ...asked, total: indicator.total, metric: indicator.isCounter ? ('counter' as const) : ('gauge' as const) }
      : { ...asked, total: '', metric: 'gauge' as const };
  if (budgetingMethod === 'Timeslices') {
    const bound = isGood ? goodShare : exactShare(1 - goodShare);
    return { measured: { kind: 'prometheusCheck', ...counted, op: isGood ? 'gte' : 'lte', bound }, problems: [] };
  }
  const isByMinute = budgetingMethod === 'RatioTimeslices' || indicator.kind === 'raw';
  const problems =
    budgetingMethod === 'Occurrences' && indicator.kind === 'raw'
      ? [noted('spec.budgetingMethod', 'a share has no occurrences: every minute weighs the same')]
      : [];
  const counts = isGood ? 'good' : 'bad';
  return { measured: { kind: 'prometheus', ...counted, counts, weigh: isByMinute ? 'minutes' : 'events' }, problems };
}
