import { PREDICTION_FEATURE, type RegressionScale } from '@leeway/drift';
import type { Db, LabelTask, ModelModel } from '@leeway/store';
import { classText } from './class-text.ts';
import { loadReference } from './reference-cache.ts';
import { taskOf } from './task-of.ts';

/** How answers of a model are held against labels. */
export async function labelTask(
  db: Db,
  model: Pick<ModelModel, 'task' | 'positiveClass' | 'activeReferenceId'>,
): Promise<LabelTask> {
  const kind = taskOf(model);
  if (kind === 'binary') return { kind, positiveClass: classText(model.positiveClass) };
  if (kind === 'multiclass') return { kind };
  return { kind, scale: await scaleOfAnswers(db, model.activeReferenceId) };
}

/** Errors are measured in standard deviations of the answers in the reference, where it has answers that are numbers. */
async function scaleOfAnswers(db: Db, referenceId: string | null): Promise<RegressionScale | null> {
  const reference = referenceId === null ? null : await loadReference(db, referenceId);
  const answers = reference?.features.find(({ name }) => name === PREDICTION_FEATURE);
  if (answers === undefined || answers.mean === null || answers.sd === null || answers.sd <= 0) return null;
  return { centre: answers.mean, scale: answers.sd };
}
