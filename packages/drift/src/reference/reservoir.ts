import { seededUniform } from '../grid/random-normal.ts';

/** Doubles that one reservoir may hold: 16 MB. */
const MAX_DOUBLES = 2 ** 21;
const MAX_ROWS = 2_048;

/**
 * A uniform sample of rows of numbers in bounded memory, the same for the same rows in the same order. Source: Vitter,
 * algorithm R (1985).
 */
export class Reservoir {
  readonly #width: number;
  readonly #capacity: number;
  readonly #random: () => number;
  #rows: Float64Array;
  #seen = 0;

  constructor(width: number) {
    this.#width = width;
    this.#capacity = Math.max(1, Math.min(MAX_ROWS, Math.floor(MAX_DOUBLES / width)));
    this.#rows = new Float64Array(Math.min(64, this.#capacity) * width);
    this.#random = seededUniform(`reservoir of ${width}`);
  }

  /** Rows kept. */
  get size(): number {
    return Math.min(this.#seen, this.#capacity);
  }

  /** Numbers that are kept in memory. */
  get retained(): number {
    return this.#rows.length;
  }

  get seen(): number {
    return this.#seen;
  }

  add(row: ArrayLike<number>): void {
    const place = this.#seen < this.#capacity ? this.#seen : Math.floor(this.#random() * (this.#seen + 1));
    this.#seen += 1;
    if (place >= this.#capacity) return;
    const at = place * this.#width;
    if (at >= this.#rows.length) this.#grow();
    for (let i = 0; i < this.#width; i += 1) this.#rows[at + i] = row[i] ?? 0;
  }

  row(index: number): Float64Array {
    return this.#rows.subarray(index * this.#width, (index + 1) * this.#width);
  }

  #grow(): void {
    const larger = new Float64Array(Math.min(this.#capacity * this.#width, this.#rows.length * 2));
    larger.set(this.#rows);
    this.#rows = larger;
  }
}
