import type { IncidentEvidence } from '../incident/incident-state.ts';
import type { RunbookMatch } from './runbook-match.ts';

/**
 * The runbook that says most about this incident: one that names the model, then the cause, then the signal. Those
 * that contradict it are out. Ties go to the lower id, so that the choice does not depend on the order of rows.
 */
export function matchRunbook<R extends { id: string; match: RunbookMatch }>(
  runbooks: readonly R[],
  incident: {
    modelId: string;
    signal: IncidentEvidence['signal'];
    cause: IncidentEvidence['diagnosis']['cause'];
  },
): R | null {
  let best: { runbook: R; score: number } | null = null;
  for (const runbook of runbooks) {
    const { signals, causes, modelIds } = runbook.match;
    if (signals.length > 0 && !signals.includes(incident.signal)) continue;
    if (causes.length > 0 && !causes.includes(incident.cause)) continue;
    if (modelIds.length > 0 && !modelIds.includes(incident.modelId)) continue;
    const score = (modelIds.length > 0 ? 4 : 0) + (causes.length > 0 ? 2 : 0) + (signals.length > 0 ? 1 : 0);
    if (score === 0) continue;
    if (best === null || score > best.score || (score === best.score && runbook.id < best.runbook.id))
      best = { runbook, score };
  }
  return best?.runbook ?? null;
}
