import type { ServedRow } from './served-row.ts';

export type PendingLabel = { id: string; label: 0 | 1; dueMs: number; served: ServedRow };

/** Truths that will become known, in the order in which they fall due. */
export class LabelQueue {
  #pending: PendingLabel[] = [];

  get size(): number {
    return this.#pending.length;
  }

  add(label: PendingLabel): void {
    this.#pending.push(label);
  }

  takeDue(nowMs: number, most: number): PendingLabel[] {
    const firstWaiting = this.#pending.findIndex(({ dueMs }) => dueMs > nowMs);
    const due = firstWaiting === -1 ? this.#pending.length : firstWaiting;
    return this.#pending.splice(0, Math.min(due, most));
  }

  all(): readonly PendingLabel[] {
    return this.#pending;
  }
}
