import { BitReader } from './bit-reader.ts';
import { CodecError } from './codec-error.ts';

/** Strict counterpart of ByteWriter: every read past the end or out of range is a CodecError. */
export class ByteReader {
  readonly #bytes: Uint8Array;
  #position = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  byte(): number {
    const value = this.#bytes[this.#position];
    if (value === undefined) throw new CodecError(`cut off after ${this.#bytes.length} bytes`);
    this.#position += 1;
    return value;
  }

  varint(): number {
    let value = 0;
    let scale = 1;
    for (;;) {
      const byte = this.byte();
      value += (byte & 127) * scale;
      if (value > Number.MAX_SAFE_INTEGER) throw new CodecError('a count is larger than 2^53');
      if (byte < 128) {
        if (byte === 0 && scale > 1) throw new CodecError('a count is not written in its shortest form');
        return value;
      }
      scale *= 128;
    }
  }

  signedVarint(): number {
    const zigzag = this.varint();
    return zigzag % 2 === 0 ? zigzag / 2 : -(zigzag + 1) / 2;
  }

  /** Adds counts to the cells in [from, to) of `into`. */
  sparseCounts(into: Float64Array, from = 0, to = into.length): void {
    const filled = this.varint();
    let cell = from - 1;
    for (let i = 0; i < filled; i += 1) {
      cell += this.varint() + 1;
      if (cell >= to) throw new CodecError(`cell ${cell - from} of ${to - from}`);
      const count = this.varint();
      if (count === 0) throw new CodecError('a stored count is zero');
      into[cell] = (into[cell] as number) + count;
    }
  }

  /** Reads bits from here on; reading goes on at the first byte after them. */
  bits(read: (bits: BitReader) => void): void {
    const bits = new BitReader(this.#bytes, this.#position);
    read(bits);
    this.#position = bits.end();
  }

  hex(byteCount: number): string {
    let text = '';
    for (let i = 0; i < byteCount; i += 1) text += this.byte().toString(16).padStart(2, '0');
    return text;
  }

  end(): void {
    const left = this.#bytes.length - this.#position;
    if (left > 0) throw new CodecError(`${left} bytes after the end`);
  }
}
