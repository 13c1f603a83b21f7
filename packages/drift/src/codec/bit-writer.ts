import { ESCAPE_BITS, ESCAPE_ONES } from './rice.ts';

/** Bits of whole numbers, high bit first, padded with zeros to whole bytes. */
export class BitWriter {
  #bytes: Uint8Array;
  #length = 0;
  #pending = 0;
  #pendingBits = 0;

  /** `bits`: how many will be written at most. */
  constructor(bits: number) {
    this.#bytes = new Uint8Array(Math.ceil(bits / 8) + 1);
  }

  /** The low `size` ≤ 24 bits of a non-negative integer. */
  #put(value: number, size: number): void {
    this.#pending = (this.#pending << size) | value;
    this.#pendingBits += size;
    while (this.#pendingBits >= 8) {
      this.#pendingBits -= 8;
      this.#bytes[this.#length] = this.#pending >>> this.#pendingBits;
      this.#length += 1;
      this.#pending &= (1 << this.#pendingBits) - 1;
    }
  }

  /** A zigzag as `riceBits` has it. */
  rice(code: number, shift: number): void {
    const ones = code >>> shift;
    if (ones < ESCAPE_ONES) {
      // So many ones, then a zero.
      this.#put((1 << (ones + 1)) - 2, ones + 1);
      this.#wide(code & ((1 << shift) - 1), shift);
    } else {
      this.#put((1 << (ESCAPE_ONES + 1)) - 2, ESCAPE_ONES + 1);
      this.#wide(code, ESCAPE_BITS);
    }
  }

  #wide(value: number, size: number): void {
    if (size > 15) this.#put(value >>> 15, size - 15);
    this.#put(value & 0x7fff, Math.min(15, size));
  }

  finish(): Uint8Array {
    if (this.#pendingBits > 0) this.#put(0, 8 - this.#pendingBits);
    return this.#bytes.subarray(0, this.#length);
  }
}
