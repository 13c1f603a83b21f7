export const INCIDENT_STATES = ['triggered', 'acknowledged', 'mitigated', 'resolved'] as const;
export type IncidentState = (typeof INCIDENT_STATES)[number];

export const SEVERITIES = ['critical', 'warning'] as const;
export type Severity = (typeof SEVERITIES)[number];

/** Whose voice a timeline entry speaks with. */
export const VOICES = ['measured', 'judged', 'changed', 'response'] as const;
export type Voice = (typeof VOICES)[number];

/** What a judged entry judged: its mark on the page. */
export const JUDGEMENTS = ['critical', 'warning', 'ok'] as const;
export type Judgement = (typeof JUDGEMENTS)[number];

export type EvidenceRow = {
  feature: string;
  metric: string;
  value: number;
  bound: number;
  warn: number | null;
  critical: number | null;
  verdict: 'critical' | 'warning';
  beganMs: number;
  /** What the number alone does not say. */
  detail?: string;
};

/** What was measured when the incident opened, and since. */
export type IncidentEvidence = {
  signal: 'drift' | 'latency' | 'errors' | 'slo' | 'quality' | 'data';
  windowStartMs: number;
  windowEndMs: number;
  n: number;
  featuresTotal: number;
  /** Where the beginning lies with 95 %, where a change stands out in what was measured, and how exact the date is. */
  beganRange?: { fromMs: number; toMs: number; precisionMs: number };
  rows: EvidenceRow[];
  /** Change events within 30 minutes of the beginning. */
  relatedChangeIds: string[];
  diagnosis: {
    cause: 'broken-feed' | 'slow-release' | 'population-shift' | 'unclear';
    text: string;
    confidence: 'high' | 'medium' | 'low';
  };
};
