import { CodecError } from './codec-error.ts';
import { ESCAPE_BITS, ESCAPE_ONES } from './rice.ts';

/** Strict counterpart of BitWriter, from a byte position on. */
export class BitReader {
  readonly #bytes: Uint8Array;
  /** In bits. */
  #position: number;

  constructor(bytes: Uint8Array, byteOffset: number) {
    this.#bytes = bytes;
    this.#position = byteOffset * 8;
  }

  /** The next `size` ≤ 24 bits without moving on; beyond the end there are zeros. */
  #peek(size: number): number {
    const at = this.#position >>> 3;
    const window =
      ((this.#bytes[at] ?? 0) << 24) |
      ((this.#bytes[at + 1] ?? 0) << 16) |
      ((this.#bytes[at + 2] ?? 0) << 8) |
      (this.#bytes[at + 3] ?? 0);
    return (window << (this.#position & 7)) >>> (32 - size);
  }

  #bits(size: number): number {
    let value = 0;
    for (let left = size; left > 0; left -= 24) {
      const step = Math.min(24, left);
      value = value * 2 ** step + this.#peek(step);
      this.#position += step;
    }
    return value;
  }

  /** A non-negative integer as `riceBits` has it. */
  rice(shift: number): number {
    const ones = Math.clz32(~(this.#peek(ESCAPE_ONES) << (32 - ESCAPE_ONES)));
    if (ones > ESCAPE_ONES) throw new CodecError('a count is not written as one');
    this.#position += ones + 1;
    const value = ones === ESCAPE_ONES ? this.#bits(ESCAPE_BITS) : ones * 2 ** shift + this.#bits(shift);
    if (this.#position > this.#bytes.length * 8) throw new CodecError(`cut off after ${this.#bytes.length} bytes`);
    return value;
  }

  /** The byte after the last one begun; what is left of that one must be zeros. */
  end(): number {
    const left = -this.#position & 7;
    if (left > 0 && this.#peek(left) !== 0) throw new CodecError('bits after the end of a block');
    return (this.#position + left) >>> 3;
  }
}
