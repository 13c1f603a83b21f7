const ZERO = 48;
const MINUS = 45;
const PLUS = 43;
const DOT = 46;
/** Powers of ten that a double holds exactly. */
export const POWERS = Float64Array.from({ length: 23 }, (_, exponent) => Number(`1e${exponent}`));

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

/** Value of four digits, a byte of 0 to 9 each, the first of them the lowest; bytes in front may be 0. */
function valueOfFour(four: number): number {
  const pairs = (Math.imul(four & 0x0f0f0f0f, 10) + ((four >>> 8) & 0x000f0f0f)) & 0x00ff00ff;
  return (pairs & 0xff) * 100 + (pairs >>> 16);
}

/** Bytes that are looked at ahead of a number's digits. */
const AHEAD = 8;
/** Digits of the first of two integers that are put together, and most of the second. */
const HIGH_DIGITS = 15;
const MOST_LOW_DIGITS = 7;
/** Wholes up to here are below 2^60. */
const LARGEST_WHOLE = 1e18;

/** NaN where the language has to be asked. */
function shortMagnitude(digits: number, decimals: number): number {
  return decimals < POWERS.length ? digits / (POWERS[decimals] as number) : Number.NaN;
}

function longMagnitude(high: number, low: number, lowDigits: number, decimals: number): number {
  if (lowDigits > MOST_LOW_DIGITS || decimals >= POWERS.length) return Number.NaN;
  const scale = POWERS[lowDigits] as number;
  return high * scale < LARGEST_WHOLE ? quotient(high, scale, low, POWERS[decimals] as number) : Number.NaN;
}

/**
 * Reads a JSON number where it stands, to the last bit: four digits at a time as one integer of 32 bits. Up to 15
 * digits are an integer divided by a power of ten, both exact doubles (Clinger 1990); up to 18 are divided in
 * double-double arithmetic; the language reads the rest. Domain: some byte that is no part of a number follows.
 */
export class NumberReader {
  value = 0.5;

  /** Place behind the number that begins at `from`; −1 when there is none. `view` is of the same bytes. */
  read(bytes: Uint8Array, view: DataView, from: number): number {
    const first = bytes[from] === MINUS ? from + 1 : from;
    const last = view.byteLength - AHEAD;
    let at = first;
    let high = 0;
    let low = 0;
    let lowDigits = 0;
    /** From the first that is not 0 on, or a few more. */
    let digits = 0;
    let point = -1;
    for (;;) {
      let count = 1;
      let value = 0;
      if (at <= last) {
        const four = view.getInt32(at, true) ^ 0x30303030;
        const stop = ((four + 0x76767676) | four) & 0x80808080;
        // The lowest byte that is no digit.
        const bit = stop === 0 ? 39 : 31 - Math.clz32(stop & -stop);
        count = bit >> 3;
        if (count > 0) value = valueOfFour(four << (39 - bit));
      } else {
        // At the end of what was received.
        value = (bytes[at] as number) - ZERO;
        if (value >>> 0 > 9) count = 0;
      }
      if (count > 0) {
        const power = POWERS[count] as number;
        if (digits + count <= HIGH_DIGITS) {
          high = high * power + value;
          if (high !== 0) digits += count;
        } else {
          low = low * power + value;
          lowDigits += count;
          digits += count;
        }
        at += count;
        if (count === 4 || at > last) continue;
      }
      if (bytes[at] !== DOT || point >= 0) break;
      point = at;
      at += 1;
    }
    if (at === first || point === first || point === at - 1) return -1;
    if (bytes[first] === ZERO && at - first > 1 && point !== first + 1) return -1;
    // e or E
    if (((bytes[at] as number) | 32) === 101) return this.#readExponent(bytes, from, at + 1);
    const decimals = point < 0 ? 0 : at - point - 1;
    const magnitude =
      digits <= HIGH_DIGITS ? shortMagnitude(high, decimals) : longMagnitude(high, low, lowDigits, decimals);
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
