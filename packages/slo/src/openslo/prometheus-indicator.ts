import { ownCounters } from '../prometheus/own-counters.ts';
import { isSelector, hasWindow } from '../prometheus/promql.ts';
import type { PrometheusIndicator } from '../prometheus/prometheus-slo.ts';
import type { Find } from './document-set.ts';
import { objectiveSli } from './objective-sli.ts';
import { OWN_SOURCE_TYPE } from './own-fields.ts';
import type { OpenSloProblem } from './open-slo-problem.ts';
import type { MetricSource, SliSpec } from './v1/sli.ts';
import type { Objective, SloSpec } from './v1/slo.ts';

export type IndicatorResult = {
  indicator: PrometheusIndicator | null;
  problems: OpenSloProblem[];
  /** It is what Leeway's own counters say. */
  isOwn?: boolean;
};

/** The indicator of an objective, wherever it is; null, with the reason, where rules can't be made of it. */
export function prometheusIndicator(input: {
  spec: SloSpec;
  objective: Objective;
  path: string;
  find: Find;
  /** Of the SLO: Leeway's own counters are known by it. Left out = they are not wanted. */
  name?: string;
}): IndicatorResult {
  const found = objectiveSli(input);
  if ('problem' in found) return { indicator: null, problems: [found.problem] };
  if (input.name !== undefined && isCountedHere(found.sli))
    return { indicator: ownCounters(input.name), problems: [], isOwn: true };
  return read(found.sli, found.at, input.objective, input.path);
}

/** All of its metrics are of type Leeway. */
function isCountedHere({ ratioMetric, thresholdMetric }: SliSpec): boolean {
  const { good, total } = ratioMetric ?? {};
  return thresholdMetric === undefined && [good, total].every((one) => one?.metricSource.type === OWN_SOURCE_TYPE);
}

function refused(path: string, message: string): IndicatorResult {
  return { indicator: null, problems: [{ path, message, severity: 'error' }] };
}

function read(sli: SliSpec, at: string, objective: Objective, path: string): IndicatorResult {
  const { thresholdMetric, ratioMetric } = sli;
  if (thresholdMetric !== undefined) {
    const { op, value } = objective;
    if (op === undefined) return refused(`${path}.op`, 'required for a thresholdMetric');
    if (value === undefined) return refused(`${path}.value`, 'required for a thresholdMetric');
    return withQueries([[`${at}.thresholdMetric`, thresholdMetric.metricSource]], ([query = '']) => ({
      kind: 'threshold',
      query,
      op,
      value,
    }));
  }
  if (ratioMetric?.raw !== undefined) {
    const share = ratioMetric.rawType === 'failure' ? 'bad' : 'good';
    return withQueries([[`${at}.ratioMetric.raw`, ratioMetric.raw.metricSource]], ([query = '']) => ({
      kind: 'raw',
      share,
      query,
    }));
  }
  const part = ratioMetric?.bad === undefined ? 'good' : 'bad';
  const counted = ratioMetric?.[part];
  if (counted === undefined || ratioMetric?.total === undefined) return refused(at, 'no metric');
  const isCounter = ratioMetric.counter !== false;
  const result = withQueries(
    [
      [`${at}.ratioMetric.${part}`, counted.metricSource],
      [`${at}.ratioMetric.total`, ratioMetric.total.metricSource],
    ],
    ([query = '', total = '']) => ({ kind: 'ratio', part, query, total, isCounter }),
  );
  return { ...result, problems: [...result.problems, ...lostResets(result.indicator, `${at}.ratioMetric`)] };
}

function withQueries(
  sources: readonly (readonly [path: string, source: MetricSource])[],
  build: (queries: string[]) => PrometheusIndicator,
): IndicatorResult {
  const problems: OpenSloProblem[] = [];
  const queries = sources.map(([path, { type, spec }]) => {
    const at = `${path}.metricSource`;
    if (type !== undefined && type.toLowerCase() !== 'prometheus')
      problems.push({
        path: `${at}.type`,
        message: `${JSON.stringify(type)} can't be queried: Prometheus is the only one`,
        severity: 'error',
      });
    const query = spec['query'];
    if (typeof query === 'string' && query.trim() !== '') return query.trim();
    problems.push({ path: `${at}.spec.query`, message: 'required: a PromQL query', severity: 'error' });
    return '';
  });
  return problems.length > 0 ? { indicator: null, problems } : { indicator: build(queries), problems };
}

/** A counter that was summed before its increase is taken: a restart of one part looks like a loss of all. */
function lostResets(indicator: PrometheusIndicator | null, path: string): OpenSloProblem[] {
  if (indicator?.kind !== 'ratio' || !indicator.isCounter) return [];
  const isSafe = [indicator.query, indicator.total].every((query) => hasWindow(query) || isSelector(query));
  if (isSafe) return [];
  const message =
    'counters are summed before their increase is taken, which misses restarts: use sum(rate(…[{{.window}}]))';
  return [{ path, message, severity: 'warning' }];
}
