import type { Verdict } from '@leeway/drift';

/** One service signal of a window: the share of events that were bad, and what was to be expected. */
export type ServiceReading = {
  verdict: Verdict;
  /** Bad events and all events of the window. */
  bad: number;
  n: number;
  share: number;
  /** Upper 95 % bound of the share in the last calm stretch; null while that is too short. */
  expected: number | null;
  /** Share from which on it is critical: a floor, or a multiple of what was expected. */
  critical: number | null;
  /** Chance of at least `bad` bad events if nothing had changed. */
  pValue: number | null;
};

/** Errors and latency of the window that an evaluation judged. Stored in `Evaluation.service`. */
export type ServiceEvaluation = {
  errors: ServiceReading;
  latency: ServiceReading & {
    /** The calm stretch's 99th percentile: events above it are the "bad" ones here. */
    slowerThanMs: number | null;
    p95Ms: number | null;
    baselineP95Ms: number | null;
  };
};
