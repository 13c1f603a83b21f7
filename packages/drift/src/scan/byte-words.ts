/** Names of members are compared in eights of bytes, the last of them perhaps in part twice. */
const EIGHT = 8;
const MAX_EIGHTS = 3;
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
  /** Where word i begins; one more for the end of the last. */
  readonly #starts: Int32Array;
  /** Open addressing: index of a word + 1, or 0. */
  readonly #table: Int32Array;
  readonly #mask: number;

  constructor(words: readonly string[]) {
    const encoded = words.map((word) => (word.isWellFormed() ? encoder.encode(word) : null));
    const size = encoded.reduce((sum, bytes) => sum + (bytes?.length ?? 0), 0);
    let tableSize = 4;
    while (tableSize < words.length * 2) tableSize *= 2;
    // One buffer for all: a thousand models have tens of thousands of these.
    const starts = words.length + 1;
    const buffer = new ArrayBuffer((starts + tableSize) * Int32Array.BYTES_PER_ELEMENT + size);
    this.#starts = new Int32Array(buffer, 0, starts);
    this.#table = new Int32Array(buffer, this.#starts.byteLength, tableSize);
    this.#bytes = new Uint8Array(buffer, this.#starts.byteLength + this.#table.byteLength, size);
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

  /** Index of the word in [from, to), whose hash is given; −1 when it is none of them. */
  find(bytes: Uint8Array, from: number, to: number, hash: number): number {
    for (let at = hash & this.#mask; ; at = (at + 1) & this.#mask) {
      const index = (this.#table[at] as number) - 1;
      if (index < 0 || this.equals(index, bytes, from, to)) return index;
    }
  }
}

/** Whether a word stands in JSON text as it is: nothing in it has to be escaped, and it has a UTF-8 form. */
export function isPlainWord(word: string): boolean {
  // oxlint-disable-next-line no-control-regex
  return word.isWellFormed() && !/["\\\u0000-\u001f]/.test(word);
}

/** Words that are names of members: these are recognised with their quotes and colon, too. */
export class MemberWords extends ByteWords {
  readonly #members: MemberTexts;

  constructor(words: readonly string[]) {
    super(words);
    this.#members = new MemberTexts(words);
  }

  /** Place behind `"word":` if that is what stands at `from`, written as short as it can be; else −1. */
  memberEnd(index: number, view: DataView, from: number): number {
    return this.#members.end(index, view, from);
  }
}

/** `"word":` of each word as doubles, of which two are equal exactly when their bytes are: none is NaN or 0. */
class MemberTexts {
  /** In bytes; 0 where it can't be compared like this. */
  readonly #sizes: Int32Array;
  readonly #heads: Float64Array;
  readonly #middles: Float64Array;
  readonly #tails: Float64Array;
  /** Of those shorter than a double, the same in fours. */
  readonly #headFours: Int32Array;
  readonly #tailFours: Int32Array;

  constructor(words: readonly string[]) {
    this.#sizes = new Int32Array(words.length);
    this.#heads = new Float64Array(words.length);
    this.#middles = new Float64Array(words.length);
    this.#tails = new Float64Array(words.length);
    this.#headFours = new Int32Array(words.length);
    this.#tailFours = new Int32Array(words.length);
    for (const [index, word] of words.entries()) {
      const bytes = encoder.encode(`"${word}":`);
      if (isPlainWord(word) && bytes.length <= MAX_EIGHTS * EIGHT) this.#set(index, bytes);
    }
  }

  #set(index: number, bytes: Uint8Array): void {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const size = bytes.length;
    if (size < EIGHT) {
      if (size < EIGHT / 2) return;
      this.#headFours[index] = view.getInt32(0, true);
      this.#tailFours[index] = view.getInt32(size - EIGHT / 2, true);
    } else {
      const eights = [0, Math.min(EIGHT, size - EIGHT), size - EIGHT].map((at) => view.getFloat64(at, true));
      const [head = 0, middle = 0, tail = 0] = eights;
      if (eights.some((eight) => eight === 0 || Number.isNaN(eight))) return;
      this.#heads[index] = head;
      this.#middles[index] = middle;
      this.#tails[index] = tail;
    }
    this.#sizes[index] = size;
  }

  end(index: number, view: DataView, from: number): number {
    const size = this.#sizes[index] as number;
    const end = from + size;
    if (size === 0 || end > view.byteLength) return -1;
    if (size < EIGHT) {
      const isEqual =
        view.getInt32(from, true) === this.#headFours[index] && view.getInt32(end - 4, true) === this.#tailFours[index];
      return isEqual ? end : -1;
    }
    if (view.getFloat64(from, true) !== this.#heads[index] || view.getFloat64(end - EIGHT, true) !== this.#tails[index])
      return -1;
    return size <= 2 * EIGHT || view.getFloat64(from + EIGHT, true) === this.#middles[index] ? end : -1;
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
