import { CodecError } from './codec-error.ts';
import { ESCAPE_BITS, ESCAPE_ONES } from './rice.ts';

/** Bits that are surely looked at when four bytes are: the first may be used up but for one. */
const PEEKED = 25;

/** Strict counterpart of BitWriter, from a byte position on. */
export class BitReader {
  readonly #bytes: Uint8Array;
  /** In bits. */
  #position: number;

  constructor(bytes: Uint8Array, byteOffset: number) {
    this.#bytes = bytes;
    this.#position = byteOffset * 8;
  }

  /** The next 25 bits or more, at the high end of 32, without moving on; beyond the end there are zeros. */
  #peek(): number {
    const bytes = this.#bytes;
    const at = this.#position >>> 3;
    const window =
      at + 3 < bytes.length
        ? ((bytes[at] as number) << 24) |
          ((bytes[at + 1] as number) << 16) |
          ((bytes[at + 2] as number) << 8) |
          (bytes[at + 3] as number)
        : ((bytes[at] ?? 0) << 24) | ((bytes[at + 1] ?? 0) << 16) | ((bytes[at + 2] ?? 0) << 8);
    return window << (this.#position & 7);
  }

  #bits(size: number): number {
    let value = 0;
    for (let left = size; left > 0; left -= 15) {
      const step = Math.min(15, left);
      value = (value << step) | (this.#peek() >>> (32 - step));
      this.#position += step;
    }
    return value;
  }

  /** A zigzag as `riceBits` has it. */
  rice(shift: number): number {
    const window = this.#peek();
    const ones = Math.clz32(~window);
    if (ones < ESCAPE_ONES && ones + 1 + shift <= PEEKED) {
      this.#position += ones + 1 + shift;
      return shift === 0 ? ones : (ones << shift) | ((window << (ones + 1)) >>> (32 - shift));
    }
    if (ones > ESCAPE_ONES) throw new CodecError('a count is not written as one');
    this.#position += ones + 1;
    if (ones === ESCAPE_ONES) return this.#bits(ESCAPE_BITS);
    return ones * 2 ** shift + this.#bits(shift);
  }

  /** The byte after the last one begun; what is left of that one must be zeros. Refuses what was read past the end. */
  end(): number {
    if (this.#position > this.#bytes.length * 8) throw new CodecError(`cut off after ${this.#bytes.length} bytes`);
    const left = -this.#position & 7;
    if (left > 0 && this.#peek() >>> (32 - left) !== 0) throw new CodecError('bits after the end of a block');
    return (this.#position + left) >>> 3;
  }
}
