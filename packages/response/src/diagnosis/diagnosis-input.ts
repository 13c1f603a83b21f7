import type { FeatureEvaluation } from '@leeway/drift';
import type { EvidenceRow, IncidentEvidence } from '../incident/incident-state.ts';
import type { RelatedChange, ServingState } from './related-change.ts';

export type Diagnosis = IncidentEvidence['diagnosis'];

export type DriftDiagnosisInput = {
  /** In the reference's order; the model's score is called "prediction". */
  features: readonly FeatureEvaluation[];
  beganMs: number;
  /** How exactly the beginning is known: the length of a pane. */
  precisionMs: number;
  changes: readonly RelatedChange[];
  state: ServingState | null;
};

export type ServiceDiagnosisInput = {
  rows: readonly EvidenceRow[];
  beganMs: number;
  precisionMs: number;
  changes: readonly RelatedChange[];
  state: DriftDiagnosisInput['state'];
};
