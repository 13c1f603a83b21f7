import { decodeAlarms, type Grid, type LearntAlarms } from '@leeway/drift';
import type { Db } from '@leeway/store';

/** What was learnt of a model up to `learntToAt`; null when parts of it are gone (it was learnt anew meanwhile). */
export async function loadLearntAlarms(
  db: Db,
  input: { modelId: string; referenceId: string; learntToAt: Date; grid: Grid },
): Promise<LearntAlarms | null> {
  const { grid, ...where } = input;
  const parts = await db.alarmModelPart.findMany({ where, orderBy: { first: 'asc' }, select: { body: true } });
  const features = parts.flatMap(({ body }) => decodeAlarms(body, grid));
  const [first] = features;
  if (first === undefined) return null;
  return { windowMs: first.alarm.lengths.map(({ windowMs }) => windowMs), features };
}
