import { parseDuration } from './duration.ts';
import type { OpenSloProblem } from './open-slo-problem.ts';
import { OWN_SOURCE_TYPE } from './own-fields.ts';
import type { OpenSloDocument } from './read-document.ts';
import type { MetricSource, SliSpec } from './v1/sli.ts';
import type { Objective, SloSpec } from './v1/slo.ts';

const warning = (path: string, message: string): OpenSloProblem => ({ path, message, severity: 'warning' });

/** What a valid document leaves open and how it is taken, and what an import could not carry. */
export function whatIsTaken(document: OpenSloDocument): OpenSloProblem[] {
  if (document.apiVersion === 'openslo/v1alpha')
    return document.kind === 'SLO' && (document.spec.timeWindows ?? []).length === 0
      ? [warning('spec.timeWindows', 'no window: a rolling 28 days is taken')]
      : [];
  switch (document.kind) {
    case 'SLO':
      return ofSlo(document.spec);
    case 'SLI':
      return ofSli(document.spec, 'spec');
    case 'DataSource':
      return isEmpty(document.spec.connectionDetails)
        ? []
        : [warning('spec.connectionDetails', 'addresses and credentials are never imported or exported')];
    case 'AlertPolicy':
    case 'AlertCondition':
    case 'AlertNotificationTarget':
    case 'Service':
      return [];
  }
}

function isEmpty(details: unknown): boolean {
  return typeof details === 'object' && details !== null && Object.keys(details).length === 0;
}

function ofSlo(spec: SloSpec): OpenSloProblem[] {
  const window = spec.timeWindow?.[0];
  const unit = window === undefined ? undefined : parseDuration(window.duration)?.unit;
  return [
    ...(window === undefined ? [warning('spec.timeWindow', 'no window: a rolling 28 days is taken')] : []),
    ...(window?.isRolling === true && (unit === 'M' || unit === 'Q' || unit === 'Y')
      ? [warning('spec.timeWindow[0].duration', 'rolling: a month is taken as 30 days, a quarter as 90, a year as 365')]
      : []),
    ...(spec.indicator === undefined ? [] : ofSli(spec.indicator.spec, 'spec.indicator.spec')),
    ...spec.objectives.flatMap((objective, index) => ofObjective(spec, objective, `spec.objectives[${index}]`)),
  ];
}

function ofObjective(spec: SloSpec, objective: Objective, path: string): OpenSloProblem[] {
  const problems = objective.indicator === undefined ? [] : ofSli(objective.indicator.spec, `${path}.indicator.spec`);
  const inline = objective.indicator ?? spec.indicator;
  if (inline?.spec.ratioMetric !== undefined)
    for (const field of ['op', 'value'] as const)
      if (objective[field] !== undefined)
        problems.push(warning(`${path}.${field}`, 'a ratioMetric has none: left out'));
  if (inline === undefined && objective.op !== undefined && objective.value === undefined)
    problems.push(warning(`${path}.value`, 'needed if the indicator is a thresholdMetric'));
  if (spec.budgetingMethod === 'Occurrences')
    for (const field of ['timeSliceTarget', 'timeSliceWindow'] as const)
      if (objective[field] !== undefined)
        problems.push(warning(`${path}.${field}`, 'occurrences have no slices: left out'));
  return problems;
}

function ofSli({ thresholdMetric, ratioMetric }: SliSpec, path: string): OpenSloProblem[] {
  const metrics = {
    thresholdMetric,
    'ratioMetric.good': ratioMetric?.good,
    'ratioMetric.bad': ratioMetric?.bad,
    'ratioMetric.total': ratioMetric?.total,
    'ratioMetric.raw': ratioMetric?.raw,
  };
  return Object.entries(metrics).flatMap(([place, metric]) =>
    metric === undefined ? [] : ofSource(metric.metricSource, `${path}.${place}.metricSource`),
  );
}

function ofSource({ type }: MetricSource, path: string): OpenSloProblem[] {
  if (type === undefined || type.toLowerCase() === 'prometheus' || type === OWN_SOURCE_TYPE) return [];
  return [warning(`${path}.type`, `${JSON.stringify(type)} can't be queried: Prometheus is the only one`)];
}
