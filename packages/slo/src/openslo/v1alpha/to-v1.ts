import type { z } from 'zod';
import type { V1Document } from '../v1/documents.ts';
import type { SloSpec } from '../v1/slo.ts';
import type { V1ALPHA_DOCUMENTS } from './documents.ts';

type Alpha = z.infer<(typeof V1ALPHA_DOCUMENTS)['SLO']> | z.infer<(typeof V1ALPHA_DOCUMENTS)['Service']>;
type AlphaSlo = Extract<Alpha, { kind: 'SLO' }>['spec'];
type AlphaMetric = NonNullable<NonNullable<AlphaSlo['objectives'][number]['ratioMetrics']>['good']>;

const UNITS = { Minute: 'm', Hour: 'h', Day: 'd', Week: 'w', Month: 'M', Quarter: 'Q', Year: 'Y' } as const;

function metric({ source, query }: AlphaMetric) {
  return { metricSource: { type: source, spec: { query } } };
}

/** The same in openslo/v1, whose indicators stand beside each objective. Windows that don't say so roll. */
export function fromV1Alpha(document: Alpha): V1Document {
  if (document.kind === 'Service')
    return { apiVersion: 'openslo/v1', kind: 'Service', metadata: document.metadata, spec: document.spec };
  const { metadata, spec } = document;
  return { apiVersion: 'openslo/v1', kind: 'SLO', metadata, spec: sloSpec(metadata.name, spec) };
}

function sloSpec(name: string, spec: AlphaSlo): SloSpec {
  const [window] = spec.timeWindows ?? [];
  const inline = (sli: NonNullable<SloSpec['indicator']>['spec']) => ({ metadata: { name }, spec: sli });
  return {
    description: spec.description,
    service: spec.service,
    budgetingMethod: spec.budgetingMethod,
    ...(spec.indicator === undefined
      ? {}
      : { indicator: inline({ thresholdMetric: metric(spec.indicator.thresholdMetric) }) }),
    timeWindow:
      window === undefined
        ? []
        : [
            {
              duration: `${window.count}${UNITS[window.unit]}`,
              isRolling: window.isRolling ?? true,
              calendar: window.calendar,
            },
          ],
    objectives: spec.objectives.map(({ ratioMetrics, ...objective }) => ({
      ...objective,
      ...(spec.budgetingMethod === 'Timeslices' ? { timeSliceWindow: '1m' } : {}),
      ...(ratioMetrics === undefined
        ? {}
        : {
            indicator: inline({
              ratioMetric: {
                counter: ratioMetrics.counter ?? ratioMetrics.incremental ?? true,
                ...(ratioMetrics.good === undefined ? {} : { good: metric(ratioMetrics.good) }),
                ...(ratioMetrics.bad === undefined ? {} : { bad: metric(ratioMetrics.bad) }),
                total: metric(ratioMetrics.total),
              },
            }),
          }),
    })),
  };
}
