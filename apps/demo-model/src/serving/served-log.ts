import type { ServedRow } from './served-row.ts';

const CAPACITY = 50_000;

/** The records whose label became known last, oldest first: what a retraining can learn from. */
export class ServedLog {
  #rows: ServedRow[] = [];

  add(row: ServedRow): void {
    this.#rows.push(row);
    // Cut in bulk, so that adding stays cheap.
    if (this.#rows.length > 2 * CAPACITY) this.#rows = this.#rows.slice(-CAPACITY);
  }

  recent(): readonly ServedRow[] {
    return this.#rows.slice(-CAPACITY);
  }
}
