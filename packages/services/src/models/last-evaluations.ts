import type { Verdict } from '@leeway/drift';
import type { Db } from '@leeway/store';

/** Since when, if it began within a day: beyond that nobody needs the minute. */
const SINCE_WITHIN_MS = 86_400_000;

export type LastEvaluationRow = {
  modelId: string;
  id: string;
  windowEndMs: number;
  n: number;
  status: Verdict;
  worstFeature: string | null;
  /** End of the first window of the present run of the same status; null when that is more than a day ago. */
  sinceMs: number | null;
};

/** The newest evaluation of each of these models. */
export async function lastEvaluations(db: Db, modelIds: string[]): Promise<Map<string, LastEvaluationRow>> {
  const rows = await db.$queryRaw<LastEvaluationRow[]>`
    SELECT wanted.id AS "modelId", last.id, last.n, last.status, last.worst_feature AS "worstFeature",
           (extract(epoch FROM last.window_end_at) * 1000)::float8 AS "windowEndMs",
           (extract(epoch FROM since.at) * 1000)::float8 AS "sinceMs"
      FROM unnest(${modelIds}::text[]) AS wanted (id)
      CROSS JOIN LATERAL (
        SELECT e.* FROM evaluation e WHERE e.model_id = wanted.id ORDER BY e.window_end_at DESC LIMIT 1) last
      LEFT JOIN LATERAL (
        SELECT min(run.window_end_at) AS at FROM evaluation run
         WHERE run.model_id = wanted.id AND run.window_end_at > (
           SELECT e.window_end_at FROM evaluation e
            WHERE e.model_id = wanted.id AND e.status <> last.status
              AND e.window_end_at > last.window_end_at - make_interval(secs => ${SINCE_WITHIN_MS / 1_000})
            ORDER BY e.window_end_at DESC LIMIT 1)) since ON true`;
  return new Map(rows.map((row) => [row.modelId, row]));
}
