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

/** Splits a double into two of 26 bits each (Veltkamp). */
const SPLITTER = 2 ** 27 + 1;

/** What `high × factor` lacks, `product` being its rounded value: exact (Dekker 1971). Domain: no overflow. */
function productRest(product: number, high: number, factor: number): number {
  const a = SPLITTER * high;
  const aHigh = a - (a - high);
  const aLow = high - aHigh;
  const b = SPLITTER * factor;
  const bHigh = b - (b - factor);
  const bLow = factor - bHigh;
  return aHigh * bHigh - product + aHigh * bLow + aLow * bHigh + aLow * bLow;
}

/**
 * (high × scale + low) ÷ power, rounded correctly: a first quotient is put right by its exact remainder. NaN where the
 * result lies so close to the middle of two doubles that more digits are needed. Domain: high × scale + low below 2^60,
 * scale and power exact powers of ten.
 */
function quotient(high: number, scale: number, low: number, power: number): number {
  const product = high * scale;
  const whole = product + low;
  const added = whole - product;
  const wholeRest = productRest(product, high, scale) + (product - (whole - added)) + (low - added);
  const first = whole / power;
  const back = first * power;
  const remainder = whole - back + (wholeRest - productRest(back, first, power));
  const correction = remainder / power;
  const slack = Math.abs(correction) * 2 ** -40;
  const below = first + (correction - slack);
  return below === first + (correction + slack) ? below : Number.NaN;
}

/**
 * Reads a JSON number where it stands, to the last bit. Up to 15 digits are an integer divided by a power of ten, both
 * exact doubles (Clinger 1990); up to 18 are divided in double-double arithmetic; the language reads the rest. Domain:
 * some byte that is no part of a number follows.
 */
export class NumberReader {
  value = 0.5;

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
    return at;
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
    const scale = POWERS[digits > SHORT ? digits - SHORT : 0] as number;
    const power = POWERS[decimals] as number;
    const magnitude = digits <= EXACT_DIGITS ? (high * scale + low) / power : quotient(high, scale, low, power);
    if (Number.isNaN(magnitude)) return this.#finish(bytes, from, at);
    this.value = from < first ? -magnitude : magnitude;
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
    return to;
  }
}
