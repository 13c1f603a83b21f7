/** `":` as a little-endian integer. */
const QUOTE_AND_COLON = 0x3a22;
const encoder = new TextEncoder();
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** FNV-1a over bytes (Fowler, Noll, Vo), 32 bits. */
export function hashBytes(bytes: Uint8Array, from: number, to: number): number {
  let hash = 0x811c9dc5;
  for (let at = from; at < to; at += 1) hash = Math.imul(hash ^ (bytes[at] as number), 0x01000193);
  return hash;
}

/**
 * Words by their UTF-8 bytes: which of them stands in a message is found without making a string. A word that has no
 * UTF-8 form (half of a surrogate pair) can't stand in one.
 */
export class ByteWords {
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  /** Where word i begins; one more for the end of the last. */
  readonly #starts: Int32Array;
  /** Open addressing: index of a word + 1, or 0. */
  readonly #table: Int32Array;
  readonly #mask: number;

  constructor(words: readonly string[]) {
    const encoded = words.map((word) => (word.isWellFormed() ? encoder.encode(word) : null));
    const size = encoded.reduce((sum, bytes) => sum + (bytes?.length ?? 0), 0);
    this.#bytes = new Uint8Array(size);
    this.#view = new DataView(this.#bytes.buffer);
    this.#starts = new Int32Array(words.length + 1);
    let tableSize = 4;
    while (tableSize < words.length * 2) tableSize *= 2;
    this.#table = new Int32Array(tableSize);
    this.#mask = tableSize - 1;
    let start = 0;
    encoded.forEach((bytes, index) => {
      this.#starts[index] = start;
      if (bytes !== null) {
        this.#bytes.set(bytes, start);
        this.#insert(hashBytes(bytes, 0, bytes.length), index);
        start += bytes.length;
      }
      this.#starts[index + 1] = start;
    });
  }

  #insert(hash: number, index: number): void {
    let at = hash & this.#mask;
    while (this.#table[at] !== 0) at = (at + 1) & this.#mask;
    this.#table[at] = index + 1;
  }

  /** Whether word `index` is what stands in [from, to). */
  equals(index: number, bytes: Uint8Array, from: number, to: number): boolean {
    const start = this.#starts[index] as number;
    const size = to - from;
    if ((this.#starts[index + 1] as number) - start !== size) return false;
    for (let i = 0; i < size; i += 1) if (this.#bytes[start + i] !== bytes[from + i]) return false;
    return true;
  }

  /** Place behind word `index` if it stands at `from` as the name of a member (`word":`), else −1. */
  memberEnd(index: number, view: DataView, from: number): number {
    const start = this.#starts[index] as number;
    const size = (this.#starts[index + 1] as number) - start;
    const end = from + size;
    // Four bytes at a time, the last of them perhaps twice.
    if (end + 2 > view.byteLength || view.getInt16(end, true) !== QUOTE_AND_COLON) return -1;
    const own = this.#view;
    if (size < 4) {
      for (let i = 0; i < size; i += 1) if (own.getUint8(start + i) !== view.getUint8(from + i)) return -1;
      return end + 2;
    }
    const last = size - 4;
    if (own.getInt32(start + last, true) !== view.getInt32(from + last, true)) return -1;
    for (let i = 0; i < last; i += 4) if (own.getInt32(start + i, true) !== view.getInt32(from + i, true)) return -1;
    return end + 2;
  }

  /** Index of the word in [from, to), whose hash is given; −1 when it is none of them. */
  find(bytes: Uint8Array, from: number, to: number, hash: number): number {
    for (let at = hash & this.#mask; ; at = (at + 1) & this.#mask) {
      const index = (this.#table[at] as number) - 1;
      if (index < 0 || this.equals(index, bytes, from, to)) return index;
    }
  }
}

/** The text in [from, to). Domain: well-formed UTF-8. */
export function textOfBytes(bytes: Uint8Array, from: number, to: number): string {
  if (to - from > 40) return decoder.decode(bytes.subarray(from, to));
  let text = '';
  for (let at = from; at < to; at += 1) {
    const byte = bytes[at] as number;
    if (byte >= 128) return decoder.decode(bytes.subarray(from, to));
    text += String.fromCharCode(byte);
  }
  return text;
}
