export const REMEDIATION_STATES = [
  'proposed',
  'approved',
  'executing',
  'verifying',
  'succeeded',
  'failed',
  'inconclusive',
  'rejected',
  'expired',
  'superseded',
] as const;
export type RemediationState = (typeof REMEDIATION_STATES)[number];

/** Rows of the card: what the target reports now, and what it would report after. */
export type BeforeAfter = { label: string; before: string; after: string; changes: boolean };

/** All that an approver decides on. Approval binds to its hash. */
export type RemediationPlan = {
  target: { modelId: string; environment: string; tier: number };
  rows: BeforeAfter[];
  blastRadius: string;
  notUndone: string;
  verification: {
    text: string;
    signal: 'drift' | 'latency' | 'errors' | 'quality';
    withinMs: number;
    windowsNeeded: number;
  };
  ifItFails: string;
  policy: string;
  /** When the target's reported state was read. */
  stateReportedAtMs: number;
};
