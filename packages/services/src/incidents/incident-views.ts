import type { IncidentEvidence, IncidentState, Judgement, Severity, Voice } from '@leeway/response';
import type { ChangeView } from '../changes/change-view.ts';
import type { RemediationView } from '../remediation/remediation-view.ts';

export type IncidentRow = {
  id: string;
  number: number;
  modelId: string;
  modelName: string;
  signal: string;
  title: string;
  finding: string;
  severity: Severity;
  state: IncidentState;
  beganAtMs: number;
  openedAtMs: number;
  acknowledgedAtMs: number | null;
  acknowledgedBy: string | null;
  mitigatedAtMs: number | null;
  resolvedAtMs: number | null;
  pendingRemediationNumber: number | null;
};

export type TimelineEntryView = {
  id: string;
  atMs: number;
  voice: Voice;
  actor: string;
  text: string;
  /** Written by a person: Markdown, to be sanitised when drawn. */
  isComment: boolean;
  /** What a judged entry judged; of no meaning for the other voices. */
  judgement: Judgement;
};

export type IncidentDetail = IncidentRow & {
  evidence: IncidentEvidence;
  runbook: { id: string; title: string } | null;
  previousNumber: number | null;
  timeline: TimelineEntryView[];
  relatedChanges: ChangeView[];
  remediations: RemediationView[];
  /** Worst ratio (metric ÷ critical) by window around the incident, for the finding's chart. */
  series: { endMs: number; ratio: number }[];
  asOfMs: number;
};
