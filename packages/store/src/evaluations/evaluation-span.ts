import type { Verdict } from '@leeway/drift';

const MINUTE_MS = 60_000;
/** Lengths that windows are gathered over, the shorter first; it divides the longer. */
export const EVALUATION_SPANS_MS = [5 * MINUTE_MS, 60 * MINUTE_MS] as const;

/** What spans take from an evaluation. */
export type SpannedWindow = {
  modelId: string;
  referenceId: string;
  windowEndMs: number;
  verdict: Verdict;
  ratio: number;
  ratios: readonly number[];
  marks: string;
};

/** Start of the span that a window ending at `endMs` belongs to: spans hold windows that end in (start, start + span]. */
export function spanStartMs(endMs: number, spanMs: number): number {
  return Math.ceil(endMs / spanMs) * spanMs - spanMs;
}
