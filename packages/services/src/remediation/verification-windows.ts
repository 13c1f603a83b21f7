import type { FeatureEvaluation } from '@leeway/drift';
import type { IncidentEvidence, RemediationPlan, VerificationWindow } from '@leeway/response';
import type { Tx } from '@leeway/store';
import type { ServiceEvaluation } from '../drift/service-evaluation.ts';

/** Newest windows that are read; a row of ok ones is found as soon as it is complete. */
const MAX_WINDOWS = 120;

type StoredWindow = { windowEndAt: Date; verdict: string; features: unknown; service: unknown };

/**
 * A feature `sinceMs` after the change. Learnt alarms look at windows of several lengths: one that reaches back before the
 * change says nothing of it, and an episode that is calm is waited out by the rule, not by the verification.
 */
function featureStatus({ verdict, alarm }: FeatureEvaluation, sinceMs: number): VerificationWindow['status'] {
  if (alarm !== undefined && verdict === 'critical')
    return (alarm.heldByMs ?? Infinity) <= sinceMs ? 'bad' : 'unmeasured';
  if (alarm !== undefined && verdict === 'warning') return 'ok';
  if (verdict === 'critical' || verdict === 'warning') return 'bad';
  return verdict === 'ok' ? 'ok' : 'unmeasured';
}

function driftStatus(
  window: StoredWindow,
  names: ReadonlySet<string>,
  changedMs: number,
): VerificationWindow['status'] {
  if (window.verdict === 'insufficient' || window.verdict === 'no-data') return 'unmeasured';
  const sinceMs = window.windowEndAt.getTime() - changedMs;
  const statuses = (window.features as FeatureEvaluation[])
    .filter(({ feature }) => names.has(feature))
    .map((feature) => featureStatus(feature, sinceMs));
  if (statuses.includes('bad')) return 'bad';
  return statuses.length > 0 && statuses.every((status) => status === 'ok') ? 'ok' : 'unmeasured';
}

/** Ok when the signals of the evidence are, and neither service signal is bad: a cure may not break the other one. */
function serviceStatus(window: StoredWindow, names: ReadonlySet<string>): VerificationWindow['status'] {
  const { latency, errors } = window.service as Partial<ServiceEvaluation>;
  const all = [latency?.verdict, errors?.verdict];
  if (all.includes('critical') || all.includes('warning')) return 'bad';
  const asked = [names.has('latency') ? latency?.verdict : 'ok', names.has('errors') ? errors?.verdict : 'ok'];
  return asked.every((verdict) => verdict === 'ok') ? 'ok' : 'unmeasured';
}

function wholeStatus(window: StoredWindow): VerificationWindow['status'] {
  if (window.verdict === 'insufficient' || window.verdict === 'no-data') return 'unmeasured';
  return window.verdict === 'ok' ? 'ok' : 'bad';
}

/**
 * The windows after `sinceMs`, seen through what the remediation was about: the critical features of the evidence,
 * the service signals, or the whole window against `referenceId` where a new reference belongs to the plan.
 */
export async function verificationWindows(
  tx: Tx,
  input: {
    modelId: string;
    sinceMs: number;
    signal: RemediationPlan['verification']['signal'];
    evidence: IncidentEvidence;
    referenceId: string | null;
  },
): Promise<VerificationWindow[]> {
  const rows = await tx.evaluation.findMany({
    where: {
      modelId: input.modelId,
      windowStartAt: { gte: new Date(input.sinceMs) },
      ...(input.referenceId === null ? {} : { referenceId: input.referenceId }),
    },
    select: { windowStartAt: true, windowEndAt: true, verdict: true, features: true, service: true },
    orderBy: { windowEndAt: 'desc' },
    take: MAX_WINDOWS,
  });
  const critical = input.evidence.rows.filter(({ verdict }) => verdict === 'critical');
  const names = new Set((critical.length > 0 ? critical : input.evidence.rows).map(({ feature }) => feature));
  return rows.map((row) => ({
    startMs: row.windowStartAt.getTime(),
    endMs: row.windowEndAt.getTime(),
    status:
      input.signal === 'drift'
        ? driftStatus(row, names, input.sinceMs)
        : input.signal === 'quality'
          ? wholeStatus(row)
          : serviceStatus(row, names),
  }));
}
