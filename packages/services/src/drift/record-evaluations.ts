import { LIVE_CHANNEL, type LiveMessage } from '@leeway/contracts';
import type { Tx } from '@leeway/store';
import type { Ctx } from '../context.ts';
import { authorizeSystem } from '../people/authorize-system.ts';
import { inTransaction } from '../transaction.ts';
import { toEvaluationRow } from './evaluation-row.ts';
import { isFresh, recordEvaluation, type RecordEvaluationInput, type RecordOutcome } from './record-evaluation.ts';
import { storeEvaluations } from './store-evaluations.ts';

/** What became of one model's window: an error is of this model alone. */
export type Recorded = { modelId: string; outcome: RecordOutcome } | { modelId: string; error: unknown };

/**
 * Stores the windows of different models. Those that change no incident (nothing is open, nothing is critical) are
 * stored together in one transaction; every other has one of its own, as `recordEvaluation` makes it. Should the common
 * one fail, each of its models is tried by itself, so that none loses a window to another's trouble.
 */
export async function recordEvaluations({
  ctx,
  inputs,
}: {
  ctx: Ctx;
  inputs: readonly RecordEvaluationInput[];
}): Promise<Recorded[]> {
  authorizeSystem(ctx.actor);
  const nowMs = ctx.now().getTime();
  const calm = inputs.filter((input) => isCalm(input, nowMs));
  const together =
    calm.length < 2
      ? new Map<string, RecordOutcome>()
      : await inTransaction(ctx.db, (tx) => recordTogether(tx, calm, nowMs)).catch(
          () => new Map<string, RecordOutcome>(),
        );
  const results: Recorded[] = [];
  for (const input of inputs) {
    const { id: modelId } = input.model;
    const outcome = together.get(modelId);
    results.push(outcome === undefined ? await recordAlone(ctx, input) : { modelId, outcome });
  }
  return results;
}

/** Whether a window does nothing to incidents, as long as none is open. */
function isCalm({ evaluation, service, previousWindowEndMs }: RecordEvaluationInput, nowMs: number): boolean {
  if (previousWindowEndMs === null) return false;
  const verdicts = [evaluation.verdict, service.latency.verdict, service.errors.verdict];
  return !verdicts.includes('critical') || !isFresh(evaluation, nowMs);
}

async function recordAlone(ctx: Ctx, input: RecordEvaluationInput): Promise<Recorded> {
  const { id: modelId } = input.model;
  try {
    return { modelId, outcome: await recordEvaluation({ ctx, input }) };
  } catch (error) {
    return { modelId, error };
  }
}

/** What was settled; models that are missing in the answer have an incident open and need a transaction of their own. */
async function recordTogether(
  tx: Tx,
  inputs: readonly RecordEvaluationInput[],
  nowMs: number,
): Promise<Map<string, RecordOutcome>> {
  const modelIds = inputs.map(({ model }) => model.id);
  const free = await tx.$queryRaw<{ modelId: string; evaluatedToAt: Date }[]>`
    SELECT model_id AS "modelId", evaluated_to_at AS "evaluatedToAt" FROM evaluator_state
     WHERE model_id = ANY (${modelIds}::text[]) ORDER BY model_id FOR UPDATE SKIP LOCKED`;
  const toMs = new Map(free.map(({ modelId, evaluatedToAt }) => [modelId, evaluatedToAt.getTime()]));
  const open = await tx.incident.findMany({
    where: { modelId: { in: modelIds }, state: { not: 'resolved' } },
    distinct: ['modelId'],
    select: { modelId: true },
  });
  const hasOpen = new Set(open.map(({ modelId }) => modelId));
  const outcomes = new Map<string, RecordOutcome>();
  const quiet: RecordEvaluationInput[] = [];
  for (const input of inputs) {
    const { id } = input.model;
    const isOurs = toMs.get(id) === input.previousWindowEndMs;
    if (isOurs && hasOpen.has(id)) continue;
    outcomes.set(id, isOurs ? 'recorded' : 'lost');
    if (isOurs) quiet.push(input);
  }
  await storeAll(tx, quiet, nowMs);
  return outcomes;
}

async function storeAll(tx: Tx, inputs: readonly RecordEvaluationInput[], nowMs: number): Promise<void> {
  if (inputs.length === 0) return;
  const rows = inputs.map((input) => toEvaluationRow(input.model.id, input));
  await storeEvaluations(tx, rows);
  await tx.$executeRaw`
    UPDATE evaluator_state AS old
       SET evaluated_to_at = to_timestamp(fresh.to_ms / 1000.0), state = fresh.state::jsonb, updated_at = now()
      FROM unnest(
        ${inputs.map(({ model }) => model.id)}::text[],
        ${inputs.map(({ evaluation }) => evaluation.windowEndMs)}::float8[],
        ${inputs.map(({ memory }) => JSON.stringify(memory))}::text[]
      ) AS fresh (model_id, to_ms, state)
     WHERE old.model_id = fresh.model_id`;
  const messages = rows.map(({ modelId, id }): LiveMessage => ({ kind: 'evaluation', modelId, id, atMs: nowMs }));
  await tx.$executeRaw`
    SELECT pg_notify(${LIVE_CHANNEL}, message)
      FROM unnest(${messages.map((message) => JSON.stringify(message))}::text[]) AS told (message)`;
}
