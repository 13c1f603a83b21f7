const FIRST_SLOTS = 1_024;

/** Gives each fingerprint a number from 0 on, in the order in which they come, at 24 bytes or less each. */
export class FingerprintIndex {
  /** 0 = free; fingerprints are stored plus one. */
  #slots = new Float64Array(FIRST_SLOTS);
  #numbers = new Uint32Array(FIRST_SLOTS);
  #size = 0;

  get size(): number {
    return this.#size;
  }

  /** −1 where it was never put. */
  find(fingerprint: number): number {
    const place = this.#place(fingerprint + 1);
    return this.#slots[place] === 0 ? -1 : (this.#numbers[place] ?? -1);
  }

  put(fingerprint: number): number {
    const place = this.#place(fingerprint + 1);
    if (this.#slots[place] !== 0) return this.#numbers[place] ?? 0;
    const number = this.#size;
    this.#slots[place] = fingerprint + 1;
    this.#numbers[place] = number;
    this.#size += 1;
    if (this.#size * 2 > this.#slots.length) this.#grow();
    return number;
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
    const [slots, numbers] = [this.#slots, this.#numbers];
    this.#slots = new Float64Array(slots.length * 2);
    this.#numbers = new Uint32Array(slots.length * 2);
    slots.forEach((stored, at) => {
      if (stored === 0) return;
      const place = this.#place(stored);
      this.#slots[place] = stored;
      this.#numbers[place] = numbers[at] ?? 0;
    });
  }
}
