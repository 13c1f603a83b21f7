import type { Verdict } from '@leeway/drift';
import type { ModelStatus } from './model-views.ts';

/** Older than so many windows, a verdict says nothing about now. */
const FRESH_WINDOWS = 3;

export type LastEvaluation = { windowEndMs: number; n: number; status: Verdict };
export type StatusView = { status: ModelStatus; unknownReason: string | null };

/** What a list may say of a model now. Whatever is not measured, or no longer, is unknown and says why. */
export function modelStatus(input: {
  nowMs: number;
  windowMs: number;
  latenessMs: number;
  hasReference: boolean;
  last: LastEvaluation | null;
  lastEventMs: number | null;
  /** What keeps its topic from being read at all. */
  misconfigured?: string | null;
  /** Why a partition of its topic is not read on. */
  waitsFor?: string | null;
}): StatusView {
  const { nowMs, windowMs, latenessMs, hasReference, last, lastEventMs, misconfigured, waitsFor } = input;
  if (misconfigured) return { status: 'unknown', unknownReason: `misconfigured: ${misconfigured}` };
  const unknown = (reason: string): StatusView => ({
    status: 'unknown',
    unknownReason: waitsFor ? `${reason}: ${waitsFor}` : reason,
  });
  if (!hasReference) return unknown('no reference to compare with yet');
  if (last === null) return unknown(lastEventMs === null ? 'no events yet' : 'no complete window yet');
  if (nowMs - last.windowEndMs > FRESH_WINDOWS * windowMs + latenessMs)
    return unknown(`last measured ${ago(nowMs - last.windowEndMs)} ago`);
  switch (last.status) {
    case 'ok':
    case 'warning':
    case 'critical':
      return { status: last.status, unknownReason: null };
    case 'insufficient':
      return unknown(`too few events in the last window (${last.n})`);
    case 'no-data':
      return unknown(lastEventMs === null ? 'no events yet' : `no events for ${ago(nowMs - lastEventMs)}`);
  }
}

function ago(ms: number): string {
  const seconds = Math.max(0, Math.round(ms / 1_000));
  if (seconds < 120) return `${seconds} s`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 120) return `${minutes} min`;
  const hours = Math.round(minutes / 60);
  return hours < 48 ? `${hours} h` : `${Math.round(hours / 24)} d`;
}
