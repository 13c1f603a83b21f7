const FIRST_CAPACITY = 1_024;

/** Numbers in the order in which they came, up to `most` of them. */
export class GrowingValues {
  readonly #most: number;
  #values = new Float64Array(FIRST_CAPACITY);
  #count = 0;

  constructor(most: number) {
    this.#most = most;
  }

  /** Whether there was room. */
  push(value: number): boolean {
    if (this.#count >= this.#most) return false;
    if (this.#count === this.#values.length) {
      const larger = new Float64Array(Math.min(this.#most, 2 * this.#count));
      larger.set(this.#values);
      this.#values = larger;
    }
    this.#values[this.#count] = value;
    this.#count += 1;
    return true;
  }

  /** A view of what is there, not a copy. */
  values(): Float64Array {
    return this.#values.subarray(0, this.#count);
  }

  clear(): void {
    this.#values = new Float64Array(0);
    this.#count = 0;
  }
}
