import type { FeatureEvaluation } from '@leeway/drift';
import type { EvidenceRow, IncidentEvidence } from '../incident/incident-state.ts';
import type { RelatedChange, ServingState } from './related-change.ts';

export type Diagnosis = IncidentEvidence['diagnosis'];

export type DriftDiagnosisInput = {
  /** In the reference's order; the model's score is called "prediction". */
  features: readonly FeatureEvaluation[];
  beganMs: number;
  changes: readonly RelatedChange[];
  state: ServingState | null;
};

export type ServiceDiagnosisInput = {
  rows: readonly EvidenceRow[];
  beganMs: number;
  changes: readonly RelatedChange[];
  state: DriftDiagnosisInput['state'];
};
