import { MAX_DEPTH } from '../../mapping/field-path.ts';
import { Refusal } from '../../mapping/refusal.ts';
import { base64Of } from '../base64.ts';

/** Values of one message, absent ones that a schema fills in among them: what takes no byte must not take for ever. */
const MAX_VALUES = 4_194_304;
/** Bytes of a text that are looked at one by one before a decoder is asked. */
const SHORT_TEXT = 32;

const utf8 = new TextDecoder('utf-8', { fatal: true });

/** Reads binary formats from bytes that anybody may have made. Every way out of the bytes is a refusal. */
export class ByteCursor {
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  #valuesLeft = MAX_VALUES;
  #depth = 0;
  at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  get length(): number {
    return this.#bytes.byteLength;
  }

  /** To be called for `count` values that are about to be made. */
  spend(count: number): void {
    this.#valuesLeft -= count;
    if (this.#valuesLeft < 0) throw new Refusal('', `more than ${MAX_VALUES} values`);
  }

  enter(): void {
    this.#depth += 1;
    if (this.#depth > MAX_DEPTH) throw new Refusal('', `nested deeper than ${MAX_DEPTH}`);
  }

  leave(): void {
    this.#depth -= 1;
  }

  byte(): number {
    const byte = this.#bytes[this.at];
    if (byte === undefined) throw new Refusal('', 'ends in the middle of a value');
    this.at += 1;
    return byte;
  }

  /** Unsigned, 64 bits at most, lowest seven bits first; a bigint beyond 2^49, where doubles end before the next byte. */
  varint(): number | bigint {
    const start = this.at;
    let value = 0;
    for (let place = 1; place <= 2 ** 42; place *= 128) {
      const byte = this.byte();
      value += (byte & 0x7f) * place;
      if (byte < 0x80) return value;
    }
    this.at = start;
    let wide = 0n;
    for (let shift = 0n; shift < 70n; shift += 7n) {
      const byte = this.byte();
      wide |= BigInt(byte & 0x7f) << shift;
      if (byte < 0x80) return BigInt.asUintN(64, wide);
    }
    throw new Refusal('', 'a number of more than 10 bytes');
  }

  /** Length of something that follows, so never more than there are bytes left. */
  #lengthOf(count: number | bigint): number {
    if (typeof count === 'bigint' || count > this.length - this.at)
      throw new Refusal('', `${count} bytes announced, ${this.length - this.at} are left`);
    return count;
  }

  take(count: number | bigint): Uint8Array {
    const length = this.#lengthOf(count);
    this.at += length;
    return this.#bytes.subarray(this.at - length, this.at);
  }

  skip(count: number | bigint): void {
    this.at += this.#lengthOf(count);
  }

  text(count: number | bigint): string {
    const length = this.#lengthOf(count);
    const from = this.at;
    this.at += length;
    if (length <= SHORT_TEXT) {
      const ascii = this.#ascii(from, this.at);
      if (ascii !== null) return ascii;
    }
    try {
      return utf8.decode(this.#bytes.subarray(from, this.at));
    } catch {
      throw new Refusal('', 'a text that is not UTF-8');
    }
  }

  #ascii(from: number, to: number): string | null {
    let text = '';
    for (let at = from; at < to; at += 1) {
      const byte = this.#bytes[at] ?? 0x80;
      if (byte >= 0x80) return null;
      text += String.fromCharCode(byte);
    }
    return text;
  }

  base64(count: number | bigint): string {
    return base64Of(this.take(count));
  }

  float(): number {
    const { at } = this;
    this.skip(4);
    return this.#view.getFloat32(at, true);
  }

  double(): number {
    const { at } = this;
    this.skip(8);
    return this.#view.getFloat64(at, true);
  }

  fixed32(): number {
    const { at } = this;
    this.skip(4);
    return this.#view.getUint32(at, true);
  }

  fixed64(): bigint {
    const { at } = this;
    this.skip(8);
    return this.#view.getBigUint64(at, true);
  }
}
