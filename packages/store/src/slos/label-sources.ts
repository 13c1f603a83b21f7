import type { ModelTask } from '@leeway/drift';
import type { Db, Tx } from '../client.ts';

/** One stored pane of labelled predictions: a quality pane of a binary model, else an answer pane. */
export type LabelledPane = { startMs: number; counts: Uint8Array; centre: number | null; scale: number | null };

type Range = { modelId: string; task: ModelTask; fromMs: number; toMs: number };

/** Starts of labelled panes that were written since, and when the newest of them was written. */
export async function labelledPanesSince(
  db: Db | Tx,
  input: { modelId: string; since: Date },
): Promise<{ startsMs: number[]; newestAt: Date | null }> {
  const rows = await db.$queryRaw<{ start_at: Date; updated_at: Date }[]>`
    SELECT start_at, max(updated_at) AS updated_at FROM (
      SELECT start_at, updated_at FROM quality_pane WHERE model_id = ${input.modelId} AND updated_at > ${input.since}
      UNION ALL
      SELECT start_at, updated_at FROM answer_pane WHERE model_id = ${input.modelId} AND updated_at > ${input.since}
    ) panes GROUP BY start_at ORDER BY start_at`;
  const newestMs = rows.reduce((newest, row) => Math.max(newest, row.updated_at.getTime()), -Infinity);
  return {
    startsMs: rows.map((row) => row.start_at.getTime()),
    newestAt: rows.length === 0 ? null : new Date(newestMs),
  };
}

/** One page of labelled panes, the newest first; all of one start or none, unless a single start fills the page. */
export async function labelledPanesBefore(
  db: Db | Tx,
  { modelId, task, fromMs, toMs, take }: Range & { take: number },
): Promise<LabelledPane[]> {
  const where = { modelId, startAt: { gte: new Date(fromMs), lt: new Date(toMs) } };
  if (task === 'binary') {
    const rows = await db.qualityPane.findMany({
      where,
      orderBy: [{ startAt: 'desc' }, { version: 'asc' }],
      select: { startAt: true, counts: true },
      take,
    });
    return rows.map((row) => ({ startMs: row.startAt.getTime(), counts: row.counts, centre: null, scale: null }));
  }
  const rows = await db.answerPane.findMany({
    where: { ...where, task },
    orderBy: [{ startAt: 'desc' }, { version: 'asc' }],
    select: { startAt: true, counts: true, centre: true, scale: true },
    take,
  });
  return rows.map(({ startAt, ...row }) => ({ ...row, startMs: startAt.getTime() }));
}
