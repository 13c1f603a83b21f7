import { PERFORMANCE_METRICS } from '@leeway/drift';
import { fitsTask, hasMetric, SLI_DEFINITIONS, type SloSpec } from '@leeway/slo';
import type { Db, ModelModel, Tx } from '@leeway/store';
import { ServiceError } from '../errors.ts';
import { taskOf } from '../models/task-of.ts';

/** An objective that this model could never be held against is refused, with the reason. */
export async function refuseMisfit(
  tx: Db | Tx,
  model: Pick<ModelModel, 'task' | 'activeReferenceId'>,
  spec: SloSpec,
): Promise<void> {
  const task = taskOf(model);
  const refuse = (message: string): never => {
    throw new ServiceError('invalid', message);
  };
  if (!fitsTask(spec.kind, task)) refuse(`${SLI_DEFINITIONS[spec.kind].title} can't be asked of a ${task} model.`);
  if (spec.kind === 'performanceFloor' && !hasMetric(task, spec.metric))
    refuse(`A ${task} model has no ${labelOf(spec.metric)}; choose another metric.`);
  if (spec.kind !== 'usableValues' || spec.feature === '' || model.activeReferenceId === null) return;
  const where = { id: model.activeReferenceId };
  const reference = await tx.reference.findUnique({ where, select: { features: true } });
  if (reference !== null && !reference.features.includes(spec.feature))
    refuse(`The active reference has no feature ${spec.feature}.`);
}

function labelOf(metric: string): string {
  const all = Object.values(PERFORMANCE_METRICS).flatMap((metrics) => Object.values(metrics));
  return all.find(({ id }) => id === metric)?.label ?? metric;
}
