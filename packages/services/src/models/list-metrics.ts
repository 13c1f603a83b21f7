import { METRIC_IDS, METRICS, type MetricDefinition, type MetricId } from '@leeway/drift';
import type { Ctx } from '../context.ts';
import { authorize } from '../people/authorize.ts';

export type MetricText = Pick<
  MetricDefinition,
  'label' | 'formula' | 'source' | 'domain' | 'meaning' | 'errorBound'
> & {
  id: MetricId;
};

/** What every metric of a feature is, in the registry's own words. */
export async function listMetrics({ ctx }: { ctx: Ctx }): Promise<MetricText[]> {
  authorize(ctx.actor, 'read');
  return METRIC_IDS.map((id) => {
    const { label, formula, source, domain, meaning, errorBound }: MetricDefinition = METRICS[id];
    return { id, label, formula, source, domain, meaning, errorBound };
  });
}
