/** Bits of whole numbers, high bit first, padded with zeros to whole bytes. */
export class BitWriter {
  readonly #bytes: number[] = [];
  #pending = 0;
  #free = 8;

  /** The low `size` bits of a non-negative integer below 2^53. */
  bits(value: number, size: number): void {
    for (let bit = size - 1; bit >= 0; bit -= 1) this.#bit(Math.floor(value / 2 ** bit) % 2);
  }

  /** So many ones, then a zero. */
  unary(ones: number): void {
    for (let i = 0; i < ones; i += 1) this.#bit(1);
    this.#bit(0);
  }

  finish(): readonly number[] {
    return this.#free === 8 ? this.#bytes : [...this.#bytes, this.#pending << this.#free];
  }

  #bit(bit: number): void {
    this.#pending = this.#pending * 2 + bit;
    this.#free -= 1;
    if (this.#free > 0) return;
    this.#bytes.push(this.#pending);
    this.#pending = 0;
    this.#free = 8;
  }
}
