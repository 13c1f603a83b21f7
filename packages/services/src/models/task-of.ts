import { MODEL_TASKS, type ModelTask } from '@leeway/drift';

/** What a stored model answers; binary where the row says what this program does not know. */
export function taskOf({ task }: { task: string }): ModelTask {
  return MODEL_TASKS.find((known) => known === task) ?? 'binary';
}
