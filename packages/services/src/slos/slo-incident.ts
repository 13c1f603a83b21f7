import { randomUUID } from 'node:crypto';
import { alertRowId, countingOf, formatCount, formatPercent, type AlertChange } from '@leeway/slo';
import type { Actor, IncidentEvidence, RelatedChange } from '@leeway/response';
import { notifyLive, type IncidentModel, type Tx } from '@leeway/store';
import { appendAudit } from '../audit/append-audit.ts';
import { appendTimeline } from '../incidents/append-timeline.ts';
import { lockResponse } from '../incidents/lock-incident.ts';
import { moveIncident } from '../incidents/move-incident.ts';
import { relatedChanges } from '../incidents/related-changes.ts';
import { findRunbook } from '../runbooks/find-runbook.ts';
import type { AlertLink } from './apply-alert-changes.ts';
import { alertRowLabel, firedSentence } from './alert-row-words.ts';
import type { SloMeasurement } from './measure-slo.ts';
import type { SloRecord } from './slo-record.ts';

type Input = {
  slo: SloRecord;
  modelName: string;
  changes: readonly AlertChange[];
  /** Nothing is left of the budget since now, and its policy asks for an incident. */
  isGone: boolean;
  measurement: SloMeasurement;
  actor: Actor;
  now: Date;
};

/**
 * What a row that fired means for incidents. While the model has an open incident, whatever its signal, the burning
 * budget is told there instead of opening a second one; else it opens its own, one a budget. Call it before anything
 * is appended to the audit chain.
 */
export async function tellFired(tx: Tx, input: Input): Promise<AlertLink[]> {
  const fired = input.changes.filter((change) => change.kind === 'fired');
  if (fired.length === 0 && !input.isGone) return [];
  await lockResponse(tx, input.slo.modelId);
  const own = await ownIncident(tx, input.slo);
  const incident = await incidentFor(tx, input, fired, own);
  return fired.map((change) => ({ rowId: change.rowId, incidentId: incident.id }));
}

/** Mitigates the budget's own incident, if one is open: no row fires any more, or the SLO is no longer in use. */
export async function settleSloIncident(
  tx: Tx,
  input: { slo: SloRecord; actor: Actor; now: Date; text: string },
): Promise<void> {
  if ((await ownIncident(tx, input.slo)) === null) return;
  await lockResponse(tx, input.slo.modelId);
  const own = await ownIncident(tx, input.slo);
  if (own === null || own.state === 'mitigated') return;
  const { actor, now, text } = input;
  await moveIncident(tx, own, { event: 'mitigate', actor, at: now, voice: 'judged', text });
}

/** Which of these SLOs have an incident of their own that somebody still works on. */
export async function openSloIncidents(tx: Tx, sloIds: readonly string[]): Promise<Set<string>> {
  if (sloIds.length === 0) return new Set();
  const keyOf = new Map(sloIds.map((id) => [dedupKey({ id }), id]));
  const rows = await tx.incident.findMany({
    where: { dedupKey: { in: [...keyOf.keys()] }, state: { notIn: ['resolved', 'mitigated'] } },
    select: { dedupKey: true },
  });
  return new Set(rows.flatMap((row) => keyOf.get(row.dedupKey) ?? []));
}

function ownIncident(tx: Tx, slo: SloRecord): Promise<IncidentModel | null> {
  return tx.incident.findFirst({ where: { dedupKey: dedupKey(slo), state: { not: 'resolved' } } });
}

function dedupKey(slo: { id: string }): string {
  return `slo:${slo.id}`;
}

async function incidentFor(
  tx: Tx,
  input: Input,
  fired: readonly AlertChange[],
  own: IncidentModel | null,
): Promise<IncidentModel> {
  const { slo, actor, now } = input;
  if (own?.state === 'mitigated') {
    const text = 'The budget burns again: continued in a new incident';
    await moveIncident(tx, own, { event: 'recur', actor, at: now, voice: 'judged', text });
    return openSloIncident(tx, input, fired, own);
  }
  const open =
    own ??
    (await tx.incident.findFirst({
      where: { modelId: slo.modelId, state: { in: ['triggered', 'acknowledged'] } },
      orderBy: { number: 'desc' },
    }));
  if (open === null) return openSloIncident(tx, input, fired, null);
  await appendTimeline(tx, {
    incidentId: open.id,
    at: now,
    voice: 'judged',
    actor,
    text: sentenceOf(input, fired),
    judgement: severityOf(input, fired),
  });
  await notifyLive(tx, { kind: 'incident', modelId: slo.modelId, id: open.id, atMs: now.getTime() });
  return open;
}

/** A row that pages and a budget that is gone are critical, a ticket is a warning. */
function severityOf(input: Input, fired: readonly AlertChange[]): 'critical' | 'warning' {
  return input.isGone || fired.some((change) => change.severity === 'page') ? 'critical' : 'warning';
}

function sentenceOf({ slo, isGone }: Input, fired: readonly AlertChange[]): string {
  const gone = isGone ? `Nothing is left of the error budget of “${slo.name}”.` : '';
  return [gone, firedSentence(slo, fired)].filter((text) => text !== '').join(' ');
}

async function openSloIncident(
  tx: Tx,
  input: Input,
  fired: readonly AlertChange[],
  previous: IncidentModel | null,
): Promise<IncidentModel> {
  const { slo, actor, now } = input;
  const id = randomUUID();
  const changes = await relatedChanges(tx, slo.modelId, now.getTime());
  const evidence = evidenceOf(input, fired, changes);
  const runbook = await findRunbook(tx, { modelId: slo.modelId, evidence });
  const severity = severityOf(input, fired);
  const opened = await tx.incident.create({
    data: {
      id,
      modelId: slo.modelId,
      dedupKey: dedupKey(slo),
      signal: 'slo',
      title: `${input.modelName}: the error budget of “${slo.name}” ${fired.length === 0 ? 'is gone' : 'burns'}`,
      severity,
      state: 'triggered',
      finding: sentenceOf(input, fired),
      evidence,
      runbookId: runbook?.id ?? null,
      previousId: previous?.id ?? null,
      beganAt: now,
      openedAt: now,
    },
  });
  const say = (voice: 'judged' | 'changed' | 'response', text: string, at = now) =>
    appendTimeline(tx, { incidentId: id, at, voice, actor, text, judgement: severity });
  for (const change of changes.slice(0, 5)) await say('changed', change.title, new Date(change.atMs));
  await say('judged', sentenceOf(input, fired));
  if (previous !== null) await say('response', `Came back: continues INC-${previous.number}`);
  await say('response', `INC-${opened.number} opened, severity ${severity}`);
  if (runbook !== null) await say('response', `Runbook: ${runbook.title}`);
  await notifyLive(tx, { kind: 'incident', modelId: slo.modelId, id, atMs: now.getTime() });
  await appendAudit(tx, {
    at: now,
    actor,
    action: 'incident.open',
    target: `incident:${id}`,
    data: {
      number: opened.number,
      dedupKey: dedupKey(slo),
      previous: previous?.number ?? null,
      finding: opened.finding,
    },
  });
  return opened;
}

function evidenceOf(input: Input, fired: readonly AlertChange[], changes: readonly RelatedChange[]): IncidentEvidence {
  const { slo, measurement, now } = input;
  const { good, bad } = measurement.window;
  const { noun, parts } = countingOf(slo.spec);
  const left = measurement.remaining === null ? 'unknown' : formatPercent(measurement.remaining, 1);
  return {
    signal: 'slo',
    windowStartMs: measurement.windowFromMs,
    windowEndMs: measurement.toMs,
    n: good + bad,
    featuresTotal: 0,
    rows: fired.flatMap((change) => {
      const row = slo.spec.alerting.rows.find((candidate) => alertRowId(candidate) === change.rowId);
      if (row === undefined || change.burnRate === null) return [];
      return [
        {
          feature: `${slo.name}, ${alertRowLabel(slo, change.rowId)}`,
          metric: 'burnRate',
          value: change.burnRate,
          bound: 0,
          warn: null,
          critical: row.burnAbove,
          verdict: change.severity === 'page' ? ('critical' as const) : ('warning' as const),
          beganMs: now.getTime(),
          detail: `budget left ${left}; ${formatCount(bad / parts)} of ${formatCount((good + bad) / parts)} ${noun.many} bad`,
        },
      ];
    }),
    relatedChangeIds: changes.map((change) => change.id),
    diagnosis: {
      cause: 'unclear',
      confidence: 'low',
      text: 'The budget says that the objective is missed, not why. Look at what was measured and changed at that time.',
    },
  };
}
