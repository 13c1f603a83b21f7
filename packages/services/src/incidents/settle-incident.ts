import { sayDuration, type Actor } from '@leeway/response';
import { notifyLive, type IncidentModel, type Tx } from '@leeway/store';
import { appendTimeline } from './append-timeline.ts';
import { moveIncident } from './move-incident.ts';

/** Windows in a row that must be ok before an incident counts as over without anybody's action. */
export const RECOVERED_WINDOWS = 6;

const OK_AGAIN = 'Verdict ok again';

/** A window that is judged twice is told once. */
async function saidLast(tx: Tx, incidentId: string, text: string): Promise<boolean> {
  const last = await tx.timelineEntry.findFirst({
    where: { incidentId, voice: 'judged' },
    orderBy: { id: 'desc' },
    select: { text: true },
  });
  return last?.text === text;
}

/**
 * While a remediation is under way its own verification decides, and after a retraining that did not help a person
 * does. Otherwise an incident whose signal stays ok for `RECOVERED_WINDOWS` is mitigated, and what was proposed for it
 * is superseded.
 */
export async function settleIncident(
  tx: Tx,
  input: {
    incident: IncidentModel;
    /** Ok windows in a row up to now, counted from the present one. */
    okInARow: number;
    actor: Actor;
    at: Date;
  },
): Promise<void> {
  const { incident, okInARow, actor, at } = input;
  if (okInARow === 1 && !(await saidLast(tx, incident.id, OK_AGAIN))) {
    await appendTimeline(tx, { incidentId: incident.id, at, voice: 'judged', actor, text: OK_AGAIN, judgement: 'ok' });
    await notifyLive(tx, { kind: 'incident', modelId: incident.modelId, id: incident.id, atMs: at.getTime() });
  }
  if (okInARow < RECOVERED_WINDOWS || incident.state === 'mitigated') return;
  const inTheWay = await tx.remediation.findFirst({
    where: {
      incidentId: incident.id,
      OR: [
        { state: { in: ['approved', 'executing', 'verifying'] } },
        // It moved the reference: windows that are ok against its own traffic prove nothing.
        { action: 'retrain', executedAt: { not: null }, state: { in: ['failed', 'inconclusive'] } },
      ],
    },
    select: { id: true },
  });
  if (inTheWay !== null) return;
  const lasted = sayDuration(at.getTime() - incident.beganAt.getTime());
  await moveIncident(tx, incident, {
    event: 'mitigate',
    actor,
    at,
    voice: 'judged',
    text: `Recovered by itself: ${okInARow} windows in a row are ok, ${lasted} after it began`,
    audit: { okInARow },
  });
}
