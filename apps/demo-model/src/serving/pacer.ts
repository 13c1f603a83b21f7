/** Backlog older than this is skipped, and counted, instead of being sent in a burst. */
const CATCH_UP_MS = 2_000;

/**
 * Says which events are due, at exact distances from the first one, so that timer jitter never adds up.
 * Times are those of the wall clock; a clock that jumps back begins anew.
 */
export class Pacer {
  #nextMs: number;
  #skipped = 0;

  constructor(startMs: number) {
    this.#nextMs = startMs;
  }

  /** Events that were not sent because the process was held up for longer than the catch-up. */
  get skipped(): number {
    return this.#skipped;
  }

  /** Due times up to now, in whole milliseconds. */
  take(nowMs: number, ratePerSecond: number): number[] {
    const everyMs = 1_000 / ratePerSecond;
    if (this.#nextMs > nowMs + Math.max(CATCH_UP_MS, everyMs)) this.#nextMs = nowMs;
    const late = Math.floor((nowMs - CATCH_UP_MS - this.#nextMs) / everyMs);
    if (late > 0) {
      this.#skipped += late;
      this.#nextMs += late * everyMs;
    }
    const due: number[] = [];
    for (; this.#nextMs <= nowMs; this.#nextMs += everyMs) due.push(Math.floor(this.#nextMs));
    return due;
  }

  /** Nothing is due for the time until now: the model was paused. */
  restart(nowMs: number): void {
    this.#nextMs = nowMs;
  }
}
