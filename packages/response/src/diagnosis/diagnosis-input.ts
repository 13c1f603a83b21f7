import type { FeatureEvaluation } from '@leeway/drift';
import type { EvidenceRow, IncidentEvidence } from '../incident/incident-state.ts';
import type { RelatedChange } from './related-change.ts';

export type Diagnosis = IncidentEvidence['diagnosis'];

export type DriftDiagnosisInput = {
  /** In the reference's order; the model's score is called "prediction". */
  features: readonly FeatureEvaluation[];
  beganMs: number;
  changes: readonly RelatedChange[];
  state: { versions: readonly { version: string }[]; pipelines: readonly string[] } | null;
};

export type ServiceDiagnosisInput = {
  rows: readonly EvidenceRow[];
  beganMs: number;
  changes: readonly RelatedChange[];
  state: DriftDiagnosisInput['state'];
};
