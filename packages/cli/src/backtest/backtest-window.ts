import type { Verdict } from '@leeway/drift';

/** One view or metric of a feature that is beyond, or the worst one there is. */
export type BacktestEvidence = {
  /** Metric of a threshold rule, or view of the learnt one. */
  by: string;
  value: number;
  threshold: number | null;
  windowMs: number;
  effect?: number;
};

export type BacktestFeature = {
  verdict: Verdict;
  n: number;
  began: string | null;
  /** Not stable inside its own reference: only gross changes can be told. */
  unstable?: true;
  evidence: BacktestEvidence[];
};

/** What would have been said at the end of one window. */
export type BacktestWindow = {
  start: string;
  end: string;
  n: number;
  verdict: Verdict;
  features: Record<string, BacktestFeature>;
};

export const iso = (ms: number): string => new Date(ms).toISOString();
