import { worstMeasure, type FeatureEvaluation } from '@leeway/drift';
import { alarmWords } from '../diagnosis/alarm-words.ts';
import { PREDICTION_FEATURE } from '../diagnosis/diagnose-drift.ts';
import type { EvidenceRow } from './incident-state.ts';

/** Most rows that an incident keeps: the worst ones. */
export const MAX_EVIDENCE_ROWS = 40;

/** JSON knows no infinity: a measure that has left every scale is stored as this. */
const LARGEST_VALUE = 1e6;

/** Critical and warning features, worst first, each with the measure that is worst for it. */
export function driftEvidenceRows(
  features: readonly FeatureEvaluation[],
  beganMsOf: (feature: string) => number,
): EvidenceRow[] {
  const rows: (EvidenceRow & { ratio: number })[] = [];
  for (const feature of features) {
    if (feature.verdict !== 'critical' && feature.verdict !== 'warning') continue;
    const reading = worstMeasure(feature);
    if (reading === null) continue;
    rows.push({
      feature: feature.feature,
      metric: reading.id,
      value: Number.isFinite(reading.value) ? reading.value : LARGEST_VALUE,
      bound: reading.bound,
      warn: reading.warn,
      critical: reading.critical,
      verdict: feature.verdict,
      beganMs: beganMsOf(feature.feature),
      ratio: feature.ratio,
      ...(feature.alarm === undefined ? {} : { detail: alarmWords(feature.alarm) }),
    });
  }
  const rank = { critical: 0, warning: 1 };
  // The score drifts because its inputs do: it is named after them.
  const effect = ({ feature }: { feature: string }) => (feature === PREDICTION_FEATURE ? 1 : 0);
  rows.sort(
    (a, b) =>
      rank[a.verdict] - rank[b.verdict] ||
      effect(a) - effect(b) ||
      b.ratio - a.ratio ||
      (a.feature < b.feature ? -1 : 1),
  );
  return rows.slice(0, MAX_EVIDENCE_ROWS).map(({ ratio: _ratio, ...row }) => row);
}

/** Whether `after` says something worse than `before`: a new critical feature, or a warning that became critical. */
export function evidenceWorsened(before: readonly EvidenceRow[], after: readonly EvidenceRow[]): boolean {
  const known = new Set(before.filter(({ verdict }) => verdict === 'critical').map(({ feature }) => feature));
  return after.some(({ feature, verdict }) => verdict === 'critical' && !known.has(feature));
}
