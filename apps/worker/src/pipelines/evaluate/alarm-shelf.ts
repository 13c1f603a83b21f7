import type { LearntAlarms, WindowSums } from '@leeway/drift';

/** What is kept of a model that is judged by learnt alarms. */
export type KeptAlarms = {
  referenceId: string;
  learntToMs: number;
  /** Null where there was no room for it: it is read again at every look. */
  learnt: LearntAlarms | null;
  learntBytes: number;
  /** Null until the model's windows were counted. */
  sums: WindowSums | null;
  /** Panes that were written later were not looked at yet, by the database's clock. */
  checkedMs: number;
};

/** A model that was not judged for so long is judged by others, or not any more. */
const UNUSED_MS = 10 * 60_000;

const bytesOf = ({ learnt, learntBytes, sums }: KeptAlarms) =>
  (learnt === null ? 0 : learntBytes) + (sums?.byteLength ?? 0);

/**
 * Alarms of models up to a number of bytes. All models are judged in turn, so that making room by age would throw out what is
 * needed next: who comes when it is full is kept without thresholds, which are quick to read, and at last not at all.
 */
export class AlarmShelf {
  readonly #maxBytes: number;
  readonly #now: () => number;
  /** In the order of use, the longest unused first. */
  readonly #kept = new Map<string, { alarms: KeptAlarms; bytes: number; usedMs: number }>();
  #bytes = 0;

  constructor(maxBytes: number, now: () => number = Date.now) {
    this.#maxBytes = maxBytes;
    this.#now = now;
  }

  get byteLength(): number {
    return this.#bytes;
  }

  get(modelId: string): KeptAlarms | undefined {
    return this.#kept.get(modelId)?.alarms;
  }

  /** Keeps as much of it as there is room for. */
  put(modelId: string, alarms: KeptAlarms): void {
    const nowMs = this.#now();
    this.#drop(modelId);
    for (const [id, { usedMs }] of this.#kept) {
      if (nowMs - usedMs < UNUSED_MS) break;
      this.#drop(id);
    }
    for (const part of [alarms, { ...alarms, learnt: null }]) {
      const bytes = bytesOf(part);
      if (this.#bytes + bytes > this.#maxBytes) continue;
      this.#kept.set(modelId, { alarms: part, bytes, usedMs: nowMs });
      this.#bytes += bytes;
      return;
    }
  }

  #drop(modelId: string): void {
    this.#bytes -= this.#kept.get(modelId)?.bytes ?? 0;
    this.#kept.delete(modelId);
  }
}
