const ZERO = 48;
const MINUS = 45;
const PLUS = 43;
const DOT = 46;
/** Powers of ten that a double holds exactly. */
const POWERS = Float64Array.from({ length: 23 }, (_, exponent) => Number(`1e${exponent}`));
/** Digits that fit an integer of 31 bits. */
const SHORT = 9;
/** Integers of so many digits are exact doubles. */
const EXACT_DIGITS = 15;

/** The value of a token by the language's own rules. Domain: ASCII. */
function numberOf(bytes: Uint8Array, from: number, to: number): number {
  let text = '';
  for (let i = from; i < to; i += 1) text += String.fromCharCode(bytes[i] as number);
  return Number(text);
}

/**
 * Reads a JSON number where it stands. Up to 15 digits are exact as an integer divided by a power of ten, both exact
 * doubles (Clinger 1990); longer ones are first read with a relative error below 5·10^−16, which suffices to find a
 * cell nearly always, and exactly on demand. Never reads behind a byte that is no part of a number.
 */
export class NumberReader {
  value = 0.5;
  /** False: `value` is off by less than `INEXACT_BY` of itself; `exact()` has it exactly. */
  isExact = true;
  #bytes: Uint8Array = new Uint8Array();
  #from = 0;
  #to = 0;

  /** Place behind the number that begins at `from`; −1 when there is none. */
  read(bytes: Uint8Array, from: number): number {
    let at = from;
    const isNegative = bytes[at] === MINUS;
    if (isNegative) at += 1;
    const first = at;
    let digit = (bytes[at] as number) - ZERO;
    if (digit >>> 0 > 9) return -1;
    let mantissa = digit;
    at += 1;
    if (digit !== 0) {
      for (digit = (bytes[at] as number) - ZERO; digit >>> 0 <= 9; digit = (bytes[at] as number) - ZERO) {
        if (at - first >= SHORT) return this.#readLong(bytes, from, first);
        mantissa = (mantissa * 10 + digit) | 0;
        at += 1;
      }
    } else {
      digit = (bytes[at] as number) - ZERO;
      if (digit >>> 0 <= 9) return -1;
    }
    let decimals = 0;
    if (digit === DOT - ZERO) {
      const point = at;
      at += 1;
      for (digit = (bytes[at] as number) - ZERO; digit >>> 0 <= 9; digit = (bytes[at] as number) - ZERO) {
        if (at - first > SHORT) return this.#readLong(bytes, from, first);
        mantissa = (mantissa * 10 + digit) | 0;
        at += 1;
      }
      decimals = at - point - 1;
      if (decimals === 0) return -1;
    }
    // e or E
    if ((digit | 32) === 101 - ZERO) return this.#readLong(bytes, from, first);
    const magnitude = decimals === 0 ? mantissa : mantissa / (POWERS[decimals] as number);
    this.value = isNegative ? -magnitude : magnitude;
    this.isExact = true;
    return at;
  }

  /** The exact value of the number that was read last. */
  exact(): number {
    if (!this.isExact) {
      this.value = numberOf(this.#bytes, this.#from, this.#to);
      this.isExact = true;
    }
    return this.value;
  }

  /** Any number; grammar is checked here once more. */
  #readLong(bytes: Uint8Array, from: number, first: number): number {
    let at = first;
    let high = 0;
    let low = 0;
    /** Digits from the first that is not 0 on. */
    let digits = 0;
    let decimals = 0;
    let point = -1;
    for (;;) {
      const digit = (bytes[at] as number) - ZERO;
      if (digit >>> 0 <= 9) {
        if (digits < SHORT) high = high * 10 + digit;
        else if (digits < 2 * SHORT) low = low * 10 + digit;
        if (digits > 0 || digit !== 0) digits += 1;
      } else if (digit === DOT - ZERO && point < 0) point = at;
      else break;
      at += 1;
    }
    if (point === at - 1 || (bytes[first] === ZERO && at - first > 1 && point !== first + 1)) return -1;
    if (point >= 0) decimals = at - point - 1;
    if (((bytes[at] as number) | 32) === 101) return this.#readExponent(bytes, from, at + 1);
    if (digits > 2 * SHORT || decimals > 22) return this.#finish(bytes, from, at);
    const rest = digits > SHORT ? digits - SHORT : 0;
    const magnitude = (high * (POWERS[rest] as number) + low) / (POWERS[decimals] as number);
    this.value = from < first ? -magnitude : magnitude;
    this.isExact = digits <= EXACT_DIGITS;
    this.#keep(bytes, from, at);
    return at;
  }

  #readExponent(bytes: Uint8Array, from: number, sign: number): number {
    let at = sign;
    if (bytes[at] === MINUS || bytes[at] === PLUS) at += 1;
    const first = at;
    while (((bytes[at] as number) - ZERO) >>> 0 <= 9) at += 1;
    return at === first ? -1 : this.#finish(bytes, from, at);
  }

  #finish(bytes: Uint8Array, from: number, to: number): number {
    this.value = numberOf(bytes, from, to);
    this.isExact = true;
    return to;
  }

  #keep(bytes: Uint8Array, from: number, to: number): void {
    this.#bytes = bytes;
    this.#from = from;
    this.#to = to;
  }
}

/** Bound of the relative error of a number that was not read exactly. */
export const INEXACT_BY = 1e-15;
