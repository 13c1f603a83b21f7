import type { Db } from '../client.ts';

/**
 * Panes of a stretch that were written since an instant, with all events that they hold now, and the database's clock to
 * ask from next time. Whoever asks every few minutes leaves some room before `sinceMs`: a transaction may take that long.
 */
export async function changedPanes(
  db: Db,
  input: { modelId: string; gridId: string; fromMs: number; toMs: number; sinceMs: number },
): Promise<{ panes: { startMs: number; events: number }[]; nowMs: number }> {
  const { modelId, gridId, fromMs, toMs, sinceMs } = input;
  const rows = await db.$queryRaw<{ nowMs: number; startMs: number | null; events: number | null }[]>`
    SELECT (extract(epoch FROM clock.now) * 1000)::float8 AS "nowMs", changed."startMs", changed.events
      FROM (SELECT now()) clock LEFT JOIN (
        SELECT (extract(epoch FROM start_at) * 1000)::float8 AS "startMs", sum(n)::float8 AS events
          FROM pane WHERE model_id = ${modelId} AND grid_id = ${gridId} AND slice = '' AND start_at IN (
            SELECT start_at FROM pane
             WHERE model_id = ${modelId} AND updated_at > ${new Date(sinceMs)} AND grid_id = ${gridId} AND slice = ''
               AND start_at >= ${new Date(fromMs)} AND start_at < ${new Date(toMs)})
         GROUP BY start_at) changed ON true`;
  return {
    panes: rows.flatMap(({ startMs, events }) => (startMs === null ? [] : [{ startMs, events: events ?? 0 }])),
    nowMs: rows[0]?.nowMs ?? sinceMs,
  };
}
