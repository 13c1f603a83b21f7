import type { WindowEvaluation } from '@leeway/drift';
import { notifyLive, type ModelModel, type Tx } from '@leeway/store';
import type { Ctx } from '../context.ts';
import { applyEvaluationToIncidents } from '../incidents/apply-evaluation-to-incidents.ts';
import { authorizeSystem } from '../people/authorize-system.ts';
import { inTransaction } from '../transaction.ts';
import { storeEvaluations } from './store-evaluations.ts';
import { toEvaluationRow, type JudgedEvaluation } from './evaluation-row.ts';
import type { EvaluatorMemory } from './evaluator-memory.ts';

export type RecordEvaluationInput = JudgedEvaluation & {
  model: ModelModel;
  memory: EvaluatorMemory;
  /** End of the window recorded before this one; null for a model's first. */
  previousWindowEndMs: number | null;
};

/** `lost`: another evaluator was faster or is at it; nothing was stored. */
export type RecordOutcome = 'recorded' | 'lost';

const FRESH_MS = 5 * 60_000;

/** Windows that ended longer ago are history being caught up with: they open no incidents. */
export function isFresh({ windowStartMs, windowEndMs }: WindowEvaluation, nowMs: number): boolean {
  return windowEndMs >= nowMs - Math.max(FRESH_MS, 3 * (windowEndMs - windowStartMs));
}

/**
 * Stores a judged window, the evaluator's memory and what follows for incidents, in one transaction. The row of
 * `evaluator_state` is lock and position at once: of two evaluators one records, the other finds it moved.
 */
export async function recordEvaluation({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: RecordEvaluationInput;
}): Promise<RecordOutcome> {
  authorizeSystem(ctx.actor);
  return inTransaction(ctx.db, async (tx) => {
    const { model, evaluation, service, memory } = input;
    if (!(await advance(tx, input))) return 'lost';
    const row = toEvaluationRow(model.id, input);
    await storeEvaluations(tx, [row]);
    await tx.evaluatorState.update({ where: { modelId: model.id }, data: { state: memory } });
    const nowMs = ctx.now().getTime();
    if (isFresh(evaluation, nowMs)) await applyEvaluationToIncidents({ ctx, tx, model, evaluation, service });
    await notifyLive(tx, { kind: 'evaluation', modelId: model.id, id: row.id, atMs: nowMs });
    return 'recorded';
  });
}

async function advance(tx: Tx, input: RecordEvaluationInput): Promise<boolean> {
  const { model, evaluation, previousWindowEndMs } = input;
  const endAt = new Date(evaluation.windowEndMs);
  if (previousWindowEndMs === null) {
    const inserted = await tx.$executeRaw`
      INSERT INTO evaluator_state (model_id, evaluated_to_at, state, updated_at)
      VALUES (${model.id}, ${endAt}, '{}', now()) ON CONFLICT DO NOTHING`;
    return inserted === 1;
  }
  const free = await tx.$queryRaw<{ evaluatedToAt: Date }[]>`
    SELECT evaluated_to_at AS "evaluatedToAt" FROM evaluator_state
     WHERE model_id = ${model.id} FOR UPDATE SKIP LOCKED`;
  if (free[0]?.evaluatedToAt.getTime() !== previousWindowEndMs) return false;
  await tx.evaluatorState.update({ where: { modelId: model.id }, data: { evaluatedToAt: endAt } });
  return true;
}
