import { PREDICTION_FEATURE } from '@leeway/drift';
import { loadWorst } from '@leeway/store';
import { z } from 'zod';
import type { Ctx } from '../context.ts';
import { authorize } from '../people/authorize.ts';
import { isWorse, verdictOfMark } from './mark-verdict.ts';
import type { DriftHeatmap } from './model-views.ts';
import { ModelRangeInput } from './range-input.ts';
import { requireModel } from './require-model.ts';
import { roundStepMs } from './time-steps.ts';

/** `maxColumns`: how many the picture has room for; windows are merged until no more are left. */
export const GetDriftHeatmapInput = ModelRangeInput.and(
  z.object({ maxColumns: z.int().min(12).max(1_200).default(120) }),
);
export type GetDriftHeatmapInput = z.output<typeof GetDriftHeatmapInput>;

/**
 * Features × time: the worst ratio and mark of the windows that end in each column. Columns of minutes or hours are read
 * from spans, so that a month costs what a day does. Windows judged on another set of features are gaps.
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
  const [worst, last] = await Promise.all([
    loadWorst(db, { modelId: model.id, fromMs, toMs, stepMs: columnMs, features }),
    db.evaluation.findFirst({
      where: { modelId: model.id, windowEndAt: { gt: new Date(fromMs), lte: new Date(toMs) } },
      orderBy: { windowEndAt: 'desc' },
      select: { ratios: true, marks: true },
    }),
  ]);
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
  for (const { endMs, ratios, marks } of worst) {
    const column = Math.ceil((endMs - fromMs) / columnMs) - 1;
    for (const [place, row] of rows.entries()) {
      const [ratio, mark] = [ratios[place] ?? null, marks[place] ?? '-'];
      if (ratio !== null) row.ratios[column] = Math.max(ratio, row.ratios[column] ?? 0);
      if (isWorse(mark, row.marks[column] ?? '-')) row.marks[column] = mark;
    }
  }
  return { fromMs, toMs, columnMs, columns, rows: rows.map((row) => ({ ...row, marks: row.marks.join('') })) };
}
