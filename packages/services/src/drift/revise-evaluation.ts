import { notifyLive, type ModelModel } from '@leeway/store';
import type { Ctx } from '../context.ts';
import { applyEvaluationToIncidents } from '../incidents/apply-evaluation-to-incidents.ts';
import { authorizeSystem } from '../people/authorize-system.ts';
import { inTransaction } from '../transaction.ts';
import { toEvaluationRow, type JudgedEvaluation } from './evaluation-row.ts';
import { rebuildSpansOf } from './store-evaluations.ts';
import type { EvaluatorMemory } from './evaluator-memory.ts';

export type ReviseEvaluationInput = JudgedEvaluation & { model: ModelModel; memory: EvaluatorMemory };

/**
 * Stores the new verdict of a window that late events changed, as its next revision. Only the newest window touches
 * the evaluator's memory and incidents; what lies behind it is put right for those who look.
 */
export async function reviseEvaluation({ ctx, input }: { ctx: Ctx; input: ReviseEvaluationInput }): Promise<void> {
  authorizeSystem(ctx.actor);
  await inTransaction(ctx.db, async (tx) => {
    const { model, evaluation, service, memory } = input;
    const row = toEvaluationRow(model.id, input);
    const state = await tx.$queryRaw<{ evaluatedToAt: Date }[]>`
      SELECT evaluated_to_at AS "evaluatedToAt" FROM evaluator_state WHERE model_id = ${model.id} FOR UPDATE`;
    await tx.evaluation.upsert({
      where: { id: row.id },
      create: { ...row, revision: 1 },
      update: { ...row, revision: { increment: 1 } },
    });
    await rebuildSpansOf(tx, row);
    if (state[0]?.evaluatedToAt.getTime() === evaluation.windowEndMs) {
      await tx.evaluatorState.update({ where: { modelId: model.id }, data: { state: memory } });
      await applyEvaluationToIncidents({ ctx, tx, model, evaluation, service });
    }
    await notifyLive(tx, { kind: 'evaluation', modelId: model.id, id: row.id, atMs: ctx.now().getTime() });
  });
}
