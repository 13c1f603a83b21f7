import {
  addToEvaluationSpans,
  insertEvaluations,
  rebuildEvaluationSpans,
  type SpannedWindow,
  type Tx,
} from '@leeway/store';
import type { EvaluationRow } from './evaluation-row.ts';

function windowOf({ modelId, referenceId, windowEndAt, verdict, ratio, ratios, marks }: EvaluationRow): SpannedWindow {
  return { modelId, referenceId, windowEndMs: windowEndAt.getTime(), verdict, ratio, ratios, marks };
}

/**
 * Stores judged windows of different models and what spans hold of them. A window that was stored before is overwritten,
 * which takes a statement of its own.
 */
export async function storeEvaluations(tx: Tx, rows: readonly EvaluationRow[]): Promise<void> {
  const isFresh = await insertEvaluations(tx, rows);
  await addToEvaluationSpans(tx, rows.filter(({ id }) => isFresh.has(id)).map(windowOf));
  for (const row of rows.filter(({ id }) => !isFresh.has(id))) {
    await tx.evaluation.update({ where: { id: row.id }, data: row });
    await rebuildSpansOf(tx, row);
  }
}

/** The spans of a window that was judged again. */
export async function rebuildSpansOf(tx: Tx, { modelId, windowEndAt }: EvaluationRow): Promise<void> {
  const toMs = windowEndAt.getTime();
  await rebuildEvaluationSpans(tx, { modelId, fromMs: toMs - 1, toMs });
}
