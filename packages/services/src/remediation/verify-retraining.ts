import {
  compareQuality,
  QUALITY_MIN_LABELLED,
  REBASELINE_WINDOWS,
  sayQuality,
  verifyWindows,
  type QualityEstimate,
  type RemediationOutcome,
} from '@leeway/response';
import { notifyLive } from '@leeway/store';
import type { Ctx } from '../context.ts';
import { appendTimeline } from '../incidents/append-timeline.ts';
import { inTransaction } from '../transaction.ts';
import { qualityBetween } from './quality-between.ts';
import { verificationWindows } from './verification-windows.ts';
import type { Verification, VerifyingRemediation } from './verification.ts';

/** Freezes a reference from the traffic of a stretch and makes it active; says why where it cannot. */
export type Rebaseline = (input: {
  ctx: Ctx;
  modelId: string;
  fromMs: number;
  toMs: number;
  detail: string;
}) => Promise<{ ok: true; referenceId: string } | { ok: false; reason: string }>;

/** First whole pane after the change, and the least end of the stretch that the new reference is frozen from. */
function stretchOf({ model, executedAtMs }: VerifyingRemediation): { fromMs: number; toMs: number } {
  const fromMs = Math.ceil(executedAtMs / model.paneMs) * model.paneMs;
  return { fromMs, toMs: fromMs + REBASELINE_WINDOWS * model.windowPanes * model.paneMs };
}

async function rememberReference(
  ctx: Ctx,
  item: VerifyingRemediation,
  referenceId: string,
  toMs: number,
): Promise<RemediationOutcome> {
  const at = ctx.now();
  const outcome = { ...item.outcome, rebaselinedTo: referenceId, rebaselinedAtMs: toMs };
  await inTransaction(ctx.db, async (tx) => {
    const { row } = item;
    const { count } = await tx.remediation.updateMany({ where: { id: row.id, state: 'verifying' }, data: { outcome } });
    if (count === 0) return;
    const text = `Reference ${referenceId} frozen from traffic after R-${row.number} and made active`;
    await appendTimeline(tx, { incidentId: row.incidentId, at, voice: 'changed', actor: ctx.actor, text });
    await notifyLive(tx, { kind: 'incident', modelId: row.modelId, id: row.incidentId, atMs: at.getTime() });
  });
  return outcome;
}

/** Re-baselines once the stretch is complete: when a window that reaches its end was judged. */
async function rebaselined(
  ctx: Ctx,
  item: VerifyingRemediation,
  rebaseline: Rebaseline,
): Promise<{ kind: 'done'; referenceId: string; sinceMs: number } | { kind: 'waiting'; reason: string }> {
  const { rebaselinedTo, rebaselinedAtMs } = item.outcome;
  if (rebaselinedTo !== null)
    return { kind: 'done', referenceId: rebaselinedTo, sinceMs: rebaselinedAtMs ?? item.executedAtMs };
  const { fromMs, toMs: leastToMs } = stretchOf(item);
  const judged = await ctx.db.evaluation.findFirst({
    where: { modelId: item.model.id, windowEndAt: { gte: new Date(leastToMs) } },
    orderBy: { windowEndAt: 'desc' },
    select: { windowEndAt: true },
  });
  if (judged === null) return { kind: 'waiting', reason: 'too little traffic came after the change' };
  // A stretch with too few events grows with every window until there are enough.
  const toMs = judged.windowEndAt.getTime();
  const detail = `traffic after R-${item.row.number}`;
  const result = await rebaseline({ ctx, modelId: item.model.id, fromMs, toMs, detail });
  if (!result.ok) return { kind: 'waiting', reason: result.reason };
  await rememberReference(ctx, item, result.referenceId, toMs);
  return { kind: 'done', referenceId: result.referenceId, sinceMs: toMs };
}

/**
 * Realised quality of the same drifted population, before and after the change, and windows against the new
 * reference. Better or no measurable difference passes, with both numbers said; measurably worse fails.
 */
export async function verifyRetraining(
  ctx: Ctx,
  item: VerifyingRemediation,
  rebaseline: Rebaseline,
): Promise<Verification> {
  const nowMs = ctx.now().getTime();
  const { deadlineMs, executedAtMs } = item;
  const modelId = item.model.id;
  const late = (reason: string): Verification =>
    nowMs >= deadlineMs ? { event: 'inconclusive', message: reason } : { event: null };
  const reference = await rebaselined(ctx, item, rebaseline);
  if (reference.kind === 'waiting') return late(reference.reason);
  const before = await qualityBetween(ctx.db, { modelId, fromMs: item.beganMs, toMs: executedAtMs });
  const after = await qualityBetween(ctx.db, { modelId, fromMs: executedAtMs, toMs: nowMs });
  if ((after?.n ?? 0) < QUALITY_MIN_LABELLED)
    return late(`only ${after?.n ?? 0} labelled predictions after the change`);
  const windows = await verificationWindows(ctx.db, {
    modelId,
    sinceMs: reference.sinceMs,
    signal: 'quality',
    evidence: item.evidence,
    referenceId: reference.referenceId,
  });
  const verdict = verifyWindows({
    windows,
    executedAtMs: reference.sinceMs,
    deadlineMs,
    nowMs,
    windowsNeeded: item.plan.verification.windowsNeeded,
  });
  return judge(before, after, verdict);
}

function judge(
  before: QualityEstimate | null,
  after: QualityEstimate | null,
  verdict: ReturnType<typeof verifyWindows>,
): Verification {
  const comparison = compareQuality(before, after);
  const quality = sayQuality(comparison, before, after);
  switch (verdict.kind) {
    case 'waiting':
      return { event: null };
    case 'bad':
      return { event: 'verified-bad', message: `still not ok against the new reference. ${quality}` };
    case 'inconclusive':
      return { event: 'inconclusive', message: `${verdict.reason}. ${quality}` };
    case 'ok':
      if (comparison.kind === 'unmeasured') return { event: 'inconclusive', message: quality };
      return {
        event: comparison.kind === 'worse' ? 'verified-bad' : 'verified-ok',
        message: `${verdict.windows} windows in a row are ok against the new reference. ${quality}`,
      };
  }
}
