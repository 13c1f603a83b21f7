import { isPrometheusSli } from '../../prometheus/prometheus-sli.ts';
import { definitionOf } from '../../sli/registry.ts';
import type { Budgeting, CountedSpec } from '../../spec/budgeting.ts';
import { durationText } from '../duration.ts';
import { OWN_SOURCE_TYPE } from '../own-fields.ts';
import type { SliSpec } from '../v1/sli.ts';
import type { Objective, SloSpec } from '../v1/slo.ts';
import { prometheusIndicatorOf } from './prometheus-indicator-of.ts';

export type Indicator = {
  sli: SliSpec;
  budgetingMethod: SloSpec['budgetingMethod'];
  /** What the objective says of slices. */
  objective: Partial<Objective>;
};

/** What is measured: queries of a Prometheus, else a source of type Leeway, which says what Leeway counts. */
export function indicatorOf({ budgeting, ...spec }: CountedSpec, modelId: string): Indicator {
  if (isPrometheusSli(spec)) return prometheusIndicatorOf(spec);
  const metric = (count: 'good' | 'total') => ({
    metricSource: { type: OWN_SOURCE_TYPE, spec: { model: modelId, sli: { ...spec }, count } },
  });
  const sli: SliSpec = { ratioMetric: { counter: true, good: metric('good'), total: metric('total') } };
  if (budgeting !== undefined) return { sli, ...slicesOf(budgeting) };
  return definitionOf(spec).unit === 'slice'
    ? { sli, budgetingMethod: 'Timeslices', objective: { timeSliceTarget: 1, timeSliceWindow: '1m' } }
    : { sli, budgetingMethod: 'Occurrences', objective: {} };
}

function slicesOf(budgeting: Budgeting): Pick<Indicator, 'budgetingMethod' | 'objective'> {
  const timeSliceWindow = durationText(budgeting.sliceMinutes);
  return budgeting.method === 'timeslices'
    ? { budgetingMethod: 'Timeslices', objective: { timeSliceTarget: budgeting.sliceTarget, timeSliceWindow } }
    : { budgetingMethod: 'RatioTimeslices', objective: { timeSliceWindow } };
}
