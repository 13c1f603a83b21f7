import {
  causingDeploy,
  diagnoseDrift,
  diagnoseService,
  driftEvidenceRows,
  findingSentence,
  listNames,
  type EvidenceRow,
  type IncidentEvidence,
  type RelatedChange,
} from '@leeway/response';
import type { ModelStateEvent } from '@leeway/contracts';
import type { WindowEvaluation } from '@leeway/drift';
import type { ServiceEvaluation } from '../drift/service-evaluation.ts';
import { serviceEvidenceRows } from './service-evidence-rows.ts';

/** What one window says about one signal, ready to become an incident's evidence. */
export type SignalFinding = {
  title: string;
  finding: string;
  signal: 'drift' | 'latency' | 'errors';
  evidence: IncidentEvidence;
  beganMs: number;
};

type FindingInput = {
  modelName: string;
  evaluation: WindowEvaluation;
  beganMs: number;
  /** How exactly the beginning is known: one pane, or more where it was dated. */
  precisionMs: number;
  /** Where the beginning lies with 95 %, where the series says it. */
  range: { fromMs: number; toMs: number } | null;
  changes: readonly RelatedChange[];
  state: ModelStateEvent | null;
};

function evidenceOf(
  input: FindingInput,
  signal: SignalFinding['signal'],
  rows: EvidenceRow[],
  diagnosis: IncidentEvidence['diagnosis'],
): IncidentEvidence {
  const { evaluation } = input;
  return {
    signal,
    windowStartMs: evaluation.windowStartMs,
    windowEndMs: evaluation.windowEndMs,
    n: evaluation.n,
    featuresTotal: evaluation.features.length,
    ...(input.range === null ? {} : { beganRange: { ...input.range, precisionMs: input.precisionMs } }),
    rows,
    relatedChangeIds: input.changes.map(({ id }) => id),
    diagnosis,
  };
}

/** The release that the diagnosis points to, for the sentence "it began 12 s after …". */
function suspected(input: FindingInput, diagnosis: IncidentEvidence['diagnosis']): RelatedChange | null {
  const { changes, beganMs, precisionMs, state } = input;
  const part = diagnosis.cause === 'broken-feed' ? 'pipeline' : 'version';
  return causingDeploy(changes, part, beganMs, precisionMs, state);
}

export function driftFinding(input: FindingInput): SignalFinding {
  const { evaluation, beganMs, precisionMs, changes, state } = input;
  const fallbackMs = new Map(evaluation.features.map(({ feature, beganMs: at }) => [feature, at ?? beganMs]));
  const rows = driftEvidenceRows(evaluation.features, (feature) => fallbackMs.get(feature) ?? beganMs);
  const diagnosis = diagnoseDrift({ features: evaluation.features, beganMs, precisionMs, changes, state });
  const critical = rows.filter(({ verdict }) => verdict === 'critical').map(({ feature }) => feature);
  const names = listNames(critical.length > 0 ? critical : rows.map(({ feature }) => feature));
  return {
    title: `${input.modelName}: ${names} drifted`,
    finding: findingSentence({ rows, beganMs, precisionMs, cause: suspected(input, diagnosis) }),
    signal: 'drift',
    evidence: evidenceOf(input, 'drift', rows, diagnosis),
    beganMs,
  };
}

export function serviceFinding(input: FindingInput & { service: ServiceEvaluation }): SignalFinding {
  const { beganMs, precisionMs, changes, state } = input;
  const rows = serviceEvidenceRows(input.service, beganMs);
  const diagnosis = diagnoseService({ rows, beganMs, precisionMs, changes, state });
  const slow = input.service.latency.verdict === 'critical';
  const failing = input.service.errors.verdict === 'critical';
  const what = slow && failing ? 'answers are slow and fail' : slow ? 'answers are slow' : 'answers fail';
  const signal = slow ? 'latency' : 'errors';
  return {
    title: `${input.modelName}: ${what}`,
    finding: findingSentence({ rows, beganMs, precisionMs, cause: suspected(input, diagnosis) }),
    signal,
    evidence: evidenceOf(input, signal, rows, diagnosis),
    beganMs,
  };
}
