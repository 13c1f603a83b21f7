/** Growing byte buffer with the few encodings that panes use. */
export class ByteWriter {
  #bytes = new Uint8Array(256);
  #length = 0;

  byte(value: number): void {
    if (this.#length === this.#bytes.length) this.#makeRoom(1);
    this.#bytes[this.#length] = value;
    this.#length += 1;
  }

  bytes(values: Uint8Array): void {
    this.#makeRoom(values.length);
    this.#bytes.set(values, this.#length);
    this.#length += values.length;
  }

  #makeRoom(more: number): void {
    if (this.#length + more <= this.#bytes.length) return;
    const larger = new Uint8Array(Math.max(this.#bytes.length * 2, this.#length + more));
    larger.set(this.#bytes);
    this.#bytes = larger;
  }

  /** Non-negative integer up to 2^53 − 1, seven bits a byte, low bits first. */
  varint(value: number): void {
    if (!Number.isSafeInteger(value) || value < 0) throw new RangeError(`not a count: ${value}`);
    let rest = value;
    while (rest >= 128) {
      this.byte((rest % 128) + 128);
      rest = Math.floor(rest / 128);
    }
    this.byte(rest);
  }

  /** Signed integer, zigzag: 0, −1, 1, −2 … → 0, 1, 2, 3 … */
  signedVarint(value: number): void {
    this.varint(value < 0 ? -2 * value - 1 : 2 * value);
  }

  /** Counts of which most are zero: how many are not, then gap and count of each. */
  sparseCounts(counts: Float64Array): void {
    let filled = 0;
    for (const count of counts) if (count !== 0) filled += 1;
    this.varint(filled);
    let previous = -1;
    for (let cell = 0; cell < counts.length; cell += 1) {
      const count = counts[cell] ?? 0;
      if (count === 0) continue;
      this.varint(cell - previous - 1);
      this.varint(count);
      previous = cell;
    }
  }

  hex(text: string): void {
    for (let i = 0; i < text.length; i += 2) this.byte(Number.parseInt(text.slice(i, i + 2), 16));
  }

  finish(): Uint8Array {
    return this.#bytes.slice(0, this.#length);
  }
}
