import { PREDICTION_FEATURE } from '@leeway/drift';
import { z } from 'zod';
import type { Ctx } from '../context.ts';
import { authorize } from '../people/authorize.ts';
import { MARKS, verdictOfMark } from './mark-verdict.ts';
import type { DriftHeatmap } from './model-views.ts';
import { ModelRangeInput } from './range-input.ts';
import { requireModel } from './require-model.ts';
import { roundStepMs } from './time-steps.ts';

/** `maxColumns`: how many the picture has room for; windows are merged until no more are left. */
export const GetDriftHeatmapInput = ModelRangeInput.and(
  z.object({ maxColumns: z.int().min(12).max(1_200).default(120) }),
);
export type GetDriftHeatmapInput = z.output<typeof GetDriftHeatmapInput>;

type Cell = { column: number; row: number; ratio: number | null; severity: number };

/**
 * Features × time: the worst ratio and mark of the windows that end in each column. Read from the arrays that each
 * evaluation carries, cut into columns by Postgres. Windows judged on another set of features are gaps.
 */
export async function getDriftHeatmap({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: GetDriftHeatmapInput;
}): Promise<DriftHeatmap> {
  authorize(ctx.actor, 'read');
  const { db } = ctx;
  const model = await requireModel(db, input.modelId);
  const columnMs = roundStepMs(input.toMs - input.fromMs, input.maxColumns, model.paneMs);
  const fromMs = Math.floor(input.fromMs / columnMs) * columnMs;
  const toMs = Math.max(fromMs + columnMs, Math.ceil(input.toMs / columnMs) * columnMs);
  const columns = Array.from(
    { length: Math.round((toMs - fromMs) / columnMs) },
    (_, index) => fromMs + index * columnMs,
  );
  const reference = await db.reference.findUnique({
    where: { id: model.activeReferenceId ?? '' },
    select: { features: true },
  });
  const features = reference?.features ?? [];
  const cells = await db.$queryRaw<Cell[]>`
    SELECT floor((extract(epoch FROM e.window_end_at) * 1000 - 1 - ${fromMs}::float8) / ${columnMs}::float8)::int AS "column",
           u.place::int - 1 AS row,
           max(u.ratio) FILTER (WHERE substr(e.marks, u.place::int, 1) IN ('o', 'w', 'c')) AS ratio,
           max(position(substr(e.marks, u.place::int, 1) IN ${MARKS.join('')})) AS severity
      FROM evaluation e
      CROSS JOIN LATERAL unnest(e.ratios) WITH ORDINALITY AS u (ratio, place)
     WHERE e.model_id = ${model.id} AND e.window_end_at > ${new Date(fromMs)} AND e.window_end_at <= ${new Date(toMs)}
       AND e.reference_id IN (SELECT id FROM reference WHERE model_id = ${model.id} AND features = ${features}::text[])
     GROUP BY 1, 2`;
  const last = await db.evaluation.findFirst({
    where: { modelId: model.id, windowEndAt: { gt: new Date(fromMs), lte: new Date(toMs) } },
    orderBy: { windowEndAt: 'desc' },
    select: { ratios: true, marks: true },
  });
  const rows = features.map((feature, row) => {
    const mark = last?.marks[row] ?? '-';
    return {
      feature,
      isPrediction: feature === PREDICTION_FEATURE,
      ratios: columns.map((): number | null => null),
      marks: columns.map(() => '-'),
      now: mark === '-' ? null : { ratio: last?.ratios[row] ?? 0, verdict: verdictOfMark(mark) },
    };
  });
  for (const cell of cells) {
    const row = rows[cell.row];
    if (row === undefined || cell.column < 0 || cell.column >= columns.length) continue;
    row.ratios[cell.column] = cell.ratio === null ? null : shortened(cell.ratio);
    row.marks[cell.column] = MARKS[cell.severity - 1] ?? '-';
  }
  return { fromMs, toMs, columnMs, columns, rows: rows.map((row) => ({ ...row, marks: row.marks.join('') })) };
}

/** Four digits after the point, downwards: what lies below its threshold does not reach it by being shortened. */
function shortened(ratio: number): number {
  return Math.floor(ratio * 10_000) / 10_000;
}
