import { definitionOf, type SliSpec as Measured } from '../../sli/registry.ts';
import { OWN_SOURCE_TYPE } from '../own-fields.ts';
import type { SliSpec } from '../v1/sli.ts';
import type { Objective, SloSpec } from '../v1/slo.ts';

type Indicator = {
  sli: SliSpec;
  budgetingMethod: SloSpec['budgetingMethod'];
  /** What the objective says of slices. */
  objective: Partial<Objective>;
};

/** What is measured: a source of type Leeway, whose query says what Leeway counts. */
export function indicatorOf(spec: Measured, modelId: string): Indicator {
  const metric = (count: 'good' | 'total') => ({
    metricSource: { type: OWN_SOURCE_TYPE, spec: { model: modelId, sli: { ...spec }, count } },
  });
  const sli: SliSpec = { ratioMetric: { counter: true, good: metric('good'), total: metric('total') } };
  return definitionOf(spec).unit === 'slice'
    ? { sli, budgetingMethod: 'Timeslices', objective: { timeSliceTarget: 1, timeSliceWindow: '1m' } }
    : { sli, budgetingMethod: 'Occurrences', objective: {} };
}
