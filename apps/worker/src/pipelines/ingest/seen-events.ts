import { FingerprintSet } from './fingerprint-set.ts';

/** A window is remembered in so many parts; one is forgotten as a whole once it is wholly past. */
const PARTS = 8;

/**
 * Fingerprints of the event ids of one model in one partition, for at least `windowMs` and at most 9/8 of it by the
 * time of arrival; when there are more than `capacity`, the oldest part is forgotten first.
 */
export class SeenEvents {
  readonly #parts = new Map<number, FingerprintSet>();
  #size = 0;
  windowMs: number;
  capacity: number;

  constructor(windowMs: number, capacity: number) {
    this.windowMs = windowMs;
    this.capacity = capacity;
  }

  get size(): number {
    return this.#size;
  }

  has(fingerprint: number): boolean {
    for (const part of this.#parts.values()) if (part.has(fingerprint)) return true;
    return false;
  }

  add(fingerprint: number, arrivalMs: number): void {
    const partMs = this.windowMs / PARTS;
    this.addToPart(fingerprint, Math.floor(arrivalMs / partMs) * partMs);
  }

  addToPart(fingerprint: number, startMs: number): void {
    const part = this.#parts.get(startMs) ?? new FingerprintSet();
    this.#parts.set(startMs, part);
    const before = part.size;
    part.add(fingerprint);
    this.#size += part.size - before;
  }

  /** Forgets what is older than the window, then the oldest of what is too much. */
  forget(nowMs: number): void {
    const oldestMs = this.oldestKeptMs(nowMs);
    const starts = [...this.#parts.keys()].toSorted((a, b) => a - b);
    for (const startMs of starts) {
      const isOver = this.#size > this.capacity && this.#parts.size > 1;
      if (startMs >= oldestMs && !isOver) return;
      this.#size -= this.#parts.get(startMs)?.size ?? 0;
      this.#parts.delete(startMs);
    }
  }

  /** Parts that begin before this are of no use any more. */
  oldestKeptMs(nowMs: number): number {
    return nowMs - this.windowMs - this.windowMs / PARTS;
  }

  *parts(): Generator<{ seenMs: number; fingerprints: Float64Array }> {
    for (const [seenMs, part] of this.#parts) yield { seenMs, fingerprints: part.values() };
  }
}
