import { actorName, type Actor, type Judgement, type Voice } from '@leeway/response';
import type { Tx } from '@leeway/store';

/** Adds to the incident's append-only timeline in the caller's transaction. */
export async function appendTimeline(
  tx: Tx,
  entry: {
    incidentId: string;
    at: Date;
    voice: Voice;
    actor: Actor;
    text: string;
    /** Of a judged entry; critical unless told. */
    judgement?: Judgement;
    data?: Record<string, string | number | boolean | null>;
  },
): Promise<void> {
  await tx.timelineEntry.create({
    data: {
      incidentId: entry.incidentId,
      at: entry.at,
      voice: entry.voice,
      actor: actorName(entry.actor),
      text: entry.text.slice(0, 4_000),
      data: { ...entry.data, ...(entry.voice === 'judged' ? { judgement: entry.judgement ?? 'critical' } : {}) },
    },
  });
}
