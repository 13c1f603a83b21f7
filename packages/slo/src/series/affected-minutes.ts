import { MINUTE_MS, type MinuteRange } from '../budget/rolling-window.ts';
import { definitionOf } from '../sli/registry.ts';
import { countedSliceMinutes, type CountedSpec } from '../spec/budgeting.ts';

/** Minutes that must be counted anew when what was measured in a range changed: whole slices, and as far as it reaches. */
export function affectedMinutes(spec: CountedSpec, range: MinuteRange): MinuteRange {
  const reachMs = (definitionOf(spec).reachMinutes?.(spec) ?? 0) * MINUTE_MS;
  const sliceMs = countedSliceMinutes(spec) * MINUTE_MS;
  return {
    fromMs: Math.floor(range.fromMs / sliceMs) * sliceMs,
    toMs: Math.ceil((range.toMs + reachMs) / sliceMs) * sliceMs,
  };
}

/** Start of the slice that holds an instant. */
export function sliceStartOf(ms: number, sliceMinutes: number): number {
  const sliceMs = sliceMinutes * MINUTE_MS;
  return Math.floor(ms / sliceMs) * sliceMs;
}
