import type { RemediationResult } from '@leeway/contracts';
import {
  RemediationOutcome,
  stepRemediation,
  type Actor,
  type RemediationPlan,
  type RemediationState,
} from '@leeway/response';
import { notifyLive, type Prisma, type RemediationModel, type Tx } from '@leeway/store';
import { z } from 'zod';
import { appendTimeline } from '../incidents/append-timeline.ts';
import type { Ctx } from '../context.ts';
import { markProcessed } from '../control/mark-processed.ts';
import { authorizeSystem } from '../people/authorize-system.ts';
import { inTransaction } from '../transaction.ts';
import { moveRemediation } from './move-remediation.ts';
import { storeModelState } from './record-model-state.ts';

export const RESULTS_SOURCE = 'remediation-results';
/** How far the executor's clock may be off before ours is used. */
const CLOCK_SLACK_MS = 60_000;

export type ResultOutcome = 'applied' | 'repeated' | 'unknown' | 'ignored';

/** When the change took effect, on the clock that also stamps the predictions. */
function effectiveAt(result: RemediationResult, sentAt: Date | null, now: Date): Date {
  const earliestMs = (sentAt?.getTime() ?? now.getTime()) - CLOCK_SLACK_MS;
  const plausible = result.time >= earliestMs && result.time <= now.getTime() + CLOCK_SLACK_MS;
  return plausible ? new Date(result.time) : now;
}

function patchFor(
  row: RemediationModel,
  result: RemediationResult,
  now: Date,
): Prisma.RemediationUncheckedUpdateManyInput {
  const outcome: RemediationOutcome = {
    ...RemediationOutcome.parse(row.outcome ?? {}),
    executor: { status: result.status, message: result.message, atMs: result.time },
  };
  const shared = { outcome, sentAt: row.sentAt ?? now };
  switch (result.status) {
    case 'running':
      return { ...shared, runningAt: row.runningAt ?? now };
    case 'done': {
      const executedAt = effectiveAt(result, row.sentAt, now);
      const { withinMs } = (row.plan as unknown as RemediationPlan).verification;
      const verifyUntil = new Date(executedAt.getTime() + withinMs);
      return { ...shared, runningAt: row.runningAt ?? now, executedAt, verifyUntil };
    }
    case 'refused':
    case 'failed':
      return { ...shared, finishedAt: now };
  }
}

const SAID: Record<RemediationResult['status'], string> = {
  running: 'is being carried out',
  done: 'carried out',
  refused: 'refused by the model server',
  failed: 'failed on the model server',
};

/** The change itself belongs among the changes, at the moment it took effect. */
async function recordResponse(tx: Tx, row: RemediationModel, at: Date, now: Date): Promise<void> {
  const changed = (row.plan as unknown as RemediationPlan).rows.find(({ changes }) => changes);
  const by = row.decidedBy as Actor | null;
  await tx.changeEvent.createMany({
    data: [
      {
        id: `remediation:${row.id}`,
        modelId: row.modelId,
        kind: 'response',
        title: `R-${row.number}: ${row.title}`.slice(0, 200),
        actor: by?.name ?? '',
        fromValue: changed?.before ?? null,
        toValue: changed?.after ?? null,
        at,
        receivedAt: now,
      },
    ],
    skipDuplicates: true,
  });
  await notifyLive(tx, { kind: 'change', modelId: row.modelId, atMs: now.getTime() });
}

/** An answer that comes after the outcome was settled is told, never applied. */
async function tellLateAnswer(tx: Tx, row: RemediationModel, result: RemediationResult, actor: Actor, now: Date) {
  if (row.state !== 'inconclusive' && row.state !== 'failed') return;
  const said = RemediationOutcome.parse(row.outcome ?? {}).executor;
  if (said?.status === result.status || result.status === 'running') return;
  const text = `R-${row.number}: late answer of the model server, ${SAID[result.status]}. ${result.message}`.trim();
  await appendTimeline(tx, { incidentId: row.incidentId, at: now, voice: 'changed', actor, text });
  await notifyLive(tx, { kind: 'incident', modelId: row.modelId, id: row.incidentId, atMs: now.getTime() });
}

/** What the model server answers: applied once a message, in whatever order the messages arrive. */
export async function recordRemediationResult({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: RemediationResult;
}): Promise<ResultOutcome> {
  authorizeSystem(ctx.actor);
  if (!z.uuid().safeParse(input.remediationId).success) return 'unknown';
  return inTransaction(ctx.db, async (tx) => {
    const now = ctx.now();
    if (!(await markProcessed(tx, RESULTS_SOURCE, input.id))) return 'repeated';
    if (input.state !== undefined && input.state.model === input.model) await storeModelState(tx, input.state, now);
    await tx.$queryRaw`SELECT 1 FROM remediation WHERE id = ${input.remediationId} FOR UPDATE`;
    const row = await tx.remediation.findUnique({ where: { id: input.remediationId } });
    if (row === null || row.modelId !== input.model) return 'unknown';
    const state = row.state as RemediationState;
    const clock = { nowMs: now.getTime(), expiresAtMs: row.expiresAt.getTime() };
    const already = state === 'executing' && input.status === 'running' && row.runningAt !== null;
    if (already || stepRemediation(state, input.status, clock).kind === 'ignored') {
      await tellLateAnswer(tx, row, input, ctx.actor, now);
      return 'ignored';
    }
    const patch = patchFor(row, input, now);
    if (patch.executedAt instanceof Date) await recordResponse(tx, row, patch.executedAt, now);
    const message = input.message === '' ? '' : `: ${input.message}`;
    const result = await moveRemediation(tx, row, {
      event: input.status,
      actor: ctx.actor,
      at: now,
      voice: 'changed',
      text: `R-${row.number} ${SAID[input.status]}${message}`,
      patch,
      audit: { message: input.message, resultId: input.id },
    });
    return result.kind === 'moved' ? 'applied' : 'ignored';
  });
}
