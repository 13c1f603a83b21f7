import type { IncidentEvidence, PlanFacts } from '@leeway/response';
import type { IncidentModel, ModelModel, Tx } from '@leeway/store';
import { relatedChanges } from '../incidents/related-changes.ts';

const RATE_PANES = 6;

/** Predictions counted from `from` on, over all panes, and since when. */
async function countEvents(tx: Tx, modelId: string, from: Date): Promise<{ events: number; endMs: number | null }> {
  const rows = await tx.$queryRaw<{ events: bigint | null; end_at: Date | null }[]>`
    SELECT sum(n)::bigint AS events, max(start_at + pane_ms * interval '1 millisecond') AS end_at
    FROM pane WHERE model_id = ${modelId} AND start_at >= ${from} AND slice = ''`;
  return { events: Number(rows[0]?.events ?? 0n), endMs: rows[0]?.end_at?.getTime() ?? null };
}

/** What the plan says about its surroundings, measured now. */
export async function loadPlanFacts(
  tx: Tx,
  input: {
    model: Pick<ModelModel, 'id' | 'environment' | 'tier' | 'paneMs' | 'activeReferenceId'>;
    incident: Pick<IncidentModel, 'beganAt'> & { evidence: IncidentEvidence };
    now: Date;
  },
): Promise<PlanFacts> {
  const { model, incident, now } = input;
  const rateFromMs = Math.floor(now.getTime() / model.paneMs) * model.paneMs - RATE_PANES * model.paneMs;
  const [since, recent, labelled, changes] = [
    await countEvents(tx, model.id, incident.beganAt),
    await countEvents(tx, model.id, new Date(rateFromMs)),
    await tx.qualityPane.aggregate({
      where: { modelId: model.id, startAt: { gte: incident.beganAt } },
      _sum: { n: true },
    }),
    await relatedChanges(tx, model.id, incident.beganAt.getTime()),
  ];
  const seconds = recent.endMs === null ? 0 : (recent.endMs - rateFromMs) / 1_000;
  return {
    model: { id: model.id, environment: model.environment, tier: model.tier },
    evidence: incident.evidence,
    changes,
    eventsSinceBegan: since.endMs === null ? null : since.events,
    eventsPerSecond: seconds > 0 ? recent.events / seconds : null,
    labelledSinceBegan: labelled._sum.n ?? 0,
    referenceId: model.activeReferenceId,
  };
}
