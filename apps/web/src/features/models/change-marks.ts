import type { ChangeView } from '@leeway/services';
import type { ChangeMark } from '../../ui/charts/change-layout.ts';

export function toChangeMark({ id, atMs, kind, title }: ChangeView): ChangeMark {
  return { id, atMs, kind, title };
}

const EXPLAINS_WITHIN_MS = 30 * 60_000;

/** The last change before a beginning, within half an hour: when, not why. */
export function changeBefore(changes: readonly ChangeView[], beganMs: number): ChangeView | null {
  const before = changes.filter(({ atMs }) => atMs <= beganMs && beganMs - atMs <= EXPLAINS_WITHIN_MS);
  return before.toSorted((a, b) => b.atMs - a.atMs)[0] ?? null;
}
