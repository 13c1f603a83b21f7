import type { Db } from '@leeway/store';

const MAX_PENDING = 1_000_000;

/** Predictions that wait for what turned out to be true; a million at most. */
export async function countPendingLabels(db: Db, modelId: string): Promise<number> {
  const [row] = await db.$queryRaw<{ n: number }[]>`
    SELECT count(*)::int AS n FROM (
      SELECT 1 FROM awaiting_label WHERE model_id = ${modelId} AND NOT joined LIMIT ${MAX_PENDING}) waiting`;
  return row?.n ?? 0;
}
