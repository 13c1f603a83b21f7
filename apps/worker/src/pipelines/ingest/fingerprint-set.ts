const FIRST_SLOTS = 64;

/** A set of fingerprints at 16 bytes or less each, where a Set of numbers takes three times that. */
export class FingerprintSet {
  /** 0 = free; fingerprints are stored plus one. */
  #slots = new Float64Array(FIRST_SLOTS);
  #size = 0;

  get size(): number {
    return this.#size;
  }

  has(fingerprint: number): boolean {
    return this.#slots[this.#place(fingerprint + 1)] !== 0;
  }

  add(fingerprint: number): void {
    const place = this.#place(fingerprint + 1);
    if (this.#slots[place] !== 0) return;
    this.#slots[place] = fingerprint + 1;
    this.#size += 1;
    if (this.#size * 2 > this.#slots.length) this.#grow();
  }

  values(): Float64Array {
    const values = new Float64Array(this.#size);
    let next = 0;
    for (const stored of this.#slots)
      if (stored !== 0) {
        values[next] = stored - 1;
        next += 1;
      }
    return values;
  }

  /** Where it is, or the free slot where it belongs. The lower bits of a fingerprint are mixed already. */
  #place(stored: number): number {
    const mask = this.#slots.length - 1;
    let place = (stored % 4_294_967_296) & mask;
    for (;;) {
      const found = this.#slots[place];
      if (found === 0 || found === stored) return place;
      place = (place + 1) & mask;
    }
  }

  #grow(): void {
    const before = this.#slots;
    this.#slots = new Float64Array(before.length * 2);
    for (const stored of before) if (stored !== 0) this.#slots[this.#place(stored)] = stored;
  }
}
