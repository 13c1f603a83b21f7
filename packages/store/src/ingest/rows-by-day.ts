import type { Db } from '../client.ts';

const DAY_MS = 86_400_000;

/** Events of a model's panes on one grid, day by day of 24 hours from `startMs` on. */
export async function rowsByDay(
  db: Db,
  input: { modelId: string; gridId: string; startMs: number; days: number },
): Promise<number[]> {
  const { modelId, gridId, startMs, days } = input;
  const rows = await db.$queryRaw<{ day: number; events: number }[]>`
    SELECT floor((extract(epoch FROM start_at) * 1000 - ${startMs}::float8) / ${DAY_MS}::float8)::int AS day,
           sum(n)::float8 AS events
      FROM pane
     WHERE model_id = ${modelId} AND grid_id = ${gridId} AND slice = ''
       AND start_at >= ${new Date(startMs)} AND start_at < ${new Date(startMs + days * DAY_MS)}
     GROUP BY 1`;
  const byDay = new Map(rows.map(({ day, events }) => [day, events]));
  return Array.from({ length: days }, (_, day) => byDay.get(day) ?? 0);
}
