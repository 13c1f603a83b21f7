import type { ModelTask } from '@leeway/drift';
import type { Db, Tx } from '@leeway/store';
import { taskOf } from '../../models/task-of.ts';

/** What readers of signals need to know of a model. */
export type SignalModel = {
  id: string;
  task: ModelTask;
  predictionTopic: string;
  paneMs: number;
  activeReferenceId: string | null;
};

export async function signalModel(db: Db | Tx, modelId: string): Promise<SignalModel> {
  const row = await db.model.findUniqueOrThrow({
    where: { id: modelId },
    select: { id: true, task: true, predictionTopic: true, paneMs: true, activeReferenceId: true },
  });
  return { ...row, task: taskOf(row) };
}
