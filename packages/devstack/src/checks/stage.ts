import type { CheckCounts } from './check-counts.ts';

export type StageOutcome = {
  counts: CheckCounts;
  /** What to show of a failure. */
  output: string;
  /** Why nothing was counted. */
  note?: string;
};

export type StageContext = { rootDir: string; logDir: string; signal: AbortSignal };

export type Stage = {
  name: string;
  /** Names of stages without which this one can't say anything. */
  needs?: readonly string[];
  /** May run at the same time as its neighbours that say so too. */
  together?: boolean;
  run: (context: StageContext) => Promise<StageOutcome>;
};

export const PASSED: CheckCounts = { passed: 1, failed: 0, skipped: 0 };
export const FAILED: CheckCounts = { passed: 0, failed: 1, skipped: 0 };
export const NOTHING: CheckCounts = { passed: 0, failed: 0, skipped: 0 };
