import { hashBytes, textOfBytes } from './byte-words.ts';

const PLACES = 64;

/** Texts that come again and again, made from their bytes once: versions of a model, mostly. */
export class RecentTexts {
  readonly #texts: (string | undefined)[] = Array.from({ length: PLACES });
  readonly #copies: (Uint8Array | undefined)[] = Array.from({ length: PLACES });

  /** The text in [from, to). Domain: well-formed UTF-8. */
  text(bytes: Uint8Array, from: number, to: number): string {
    const place = hashBytes(bytes, from, to) & (PLACES - 1);
    const copy = this.#copies[place];
    const known = this.#texts[place];
    if (known !== undefined && copy !== undefined && isEqual(copy, bytes, from, to)) return known;
    const text = textOfBytes(bytes, from, to);
    this.#texts[place] = text;
    this.#copies[place] = bytes.slice(from, to);
    return text;
  }
}

function isEqual(copy: Uint8Array, bytes: Uint8Array, from: number, to: number): boolean {
  if (copy.length !== to - from) return false;
  for (let i = 0; i < copy.length; i += 1) if (copy[i] !== bytes[from + i]) return false;
  return true;
}
