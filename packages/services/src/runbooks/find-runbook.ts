import { matchRunbook, RunbookMatch, type IncidentEvidence } from '@leeway/response';
import type { Tx } from '@leeway/store';

const MAX_RUNBOOKS = 500;

export type MatchedRunbook = { id: string; title: string; match: RunbookMatch };

export async function findRunbook(
  tx: Tx,
  incident: { modelId: string; evidence: IncidentEvidence },
): Promise<MatchedRunbook | null> {
  const rows = await tx.runbook.findMany({
    select: { id: true, title: true, match: true },
    orderBy: { id: 'asc' },
    take: MAX_RUNBOOKS,
  });
  const runbooks = rows.map((row) => ({ ...row, match: RunbookMatch.parse(row.match) }));
  return matchRunbook(runbooks, {
    modelId: incident.modelId,
    signal: incident.evidence.signal,
    cause: incident.evidence.diagnosis.cause,
  });
}
