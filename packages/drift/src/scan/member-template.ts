import { isPlainWord } from './byte-words.ts';
import { NUMBER, ROWS } from './event-block.ts';
import type { ScanPlan } from './scan-plan.ts';

/** Members that one generated function reads: a longer one is compiled badly, a shorter one is called too often. */
const MEMBERS_A_FUNCTION = 16;
/** Longest `"name":` that is compared as doubles, in bytes. */
const MAX_LITERAL = 64;
/** Most members of a template: what a generated function costs in memory is bounded. */
const MAX_MEMBERS = 512;
/** Bytes of what follows a number that are looked at with its last digits. */
const NUMBER_REACH = 16;
const EIGHT = 8;
const FOUR = 4;

const encoder = new TextEncoder();

/** What generated code calls for all but the comparison of names. */
export type MemberReader = {
  /** Reads what stands at `at` where a number is expected into the block; place behind it, −1 = refused. */
  number: (bytes: Uint8Array, at: number, end: number, slot: number, index: number) => number;
  /** The same for any value of a slot. */
  value: (bytes: Uint8Array, at: number, end: number, slot: number, index: number) => number;
};

type ReadMembers = (
  bytes: Uint8Array,
  view: DataView,
  from: number,
  end: number,
  row: number,
  reader: MemberReader,
  cells: Int32Array,
  values: Float64Array,
  powers: Float64Array,
) => number;

/** From here down stand the places of what followed a value and was no comma; above it are −1 (refused) and places. */
const STOPPED = -2;

/** What a generated function's result below 0 says: the place where it stopped, −1 = refused. */
export function stoppedAt(result: number): number {
  return result > STOPPED ? result : STOPPED - result;
}

/**
 * Code that reads the members of `features` in the order in which a plan's messages have them, each name compared as a
 * literal of eight bytes at a time. A member that is not there is passed over. Only numbers are written into the code,
 * never text of a message.
 */
export type MemberTemplate = {
  order: readonly number[];
  /** Bytes behind the message's end that may be looked at. */
  reach: number;
  functions: readonly ReadMembers[];
};

/** Null where no name can be compared as literals; a single one that can't is left to whoever reads the rest. */
export function createMemberTemplate(plan: ScanPlan, order: readonly number[]): MemberTemplate | null {
  if (order.length === 0 || order.length > MAX_MEMBERS) return null;
  const parts: ReadMembers[] = [];
  let reach = NUMBER_REACH;
  for (let from = 0; from < order.length; from += MEMBERS_A_FUNCTION) {
    const slots = order.slice(from, from + MEMBERS_A_FUNCTION);
    const codes: string[] = [];
    for (const slot of slots) {
      const name = plan.names[slot] ?? '';
      const bytes = encoder.encode(`"${name}":`);
      const comparison = isPlainWord(name) ? comparisonOf(bytes) : null;
      if (comparison === null) continue;
      reach = Math.max(reach, bytes.length);
      codes.push(memberCode(plan, slot, comparison, bytes.length));
    }
    if (codes.length > 0) parts.push(compile(codes));
  }
  return parts.length === 0 ? null : { order, reach, functions: parts };
}

/** An expression that is true when `bytes` stand at `at`; doubles are equal exactly when their bytes are: none is NaN or 0. */
function comparisonOf(bytes: Uint8Array): string | null {
  const size = bytes.length;
  if (size < FOUR || size > MAX_LITERAL) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset, size);
  const width = size < EIGHT ? FOUR : EIGHT;
  const terms: string[] = [];
  for (let done = 0; done < size; done += width) {
    const at = Math.min(done, size - width);
    if (width === FOUR) terms.push(`view.getInt32(at + ${at}, true) === ${view.getInt32(at, true)}`);
    else {
      const eight = view.getFloat64(at, true);
      if (eight === 0 || !Number.isFinite(eight)) return null;
      terms.push(`view.getFloat64(at + ${at}, true) === ${eight}`);
    }
  }
  return terms.join(' && ');
}

/** Value of up to four digits in `x`, a byte each, the first in the lowest: two pairs, then one of the pairs' sum. */
const FOUR_DIGITS = (x: string): string => `
        pairs = (Math.imul(${x} & 0x0f0f0f0f, 10) + ((${x} >>> 8) & 0x000f0f0f)) & 0x00ff00ff;`;
const OF_PAIRS = '(pairs & 0xff) * 100 + (pairs >>> 16)';
/** Digits become 0 to 9; of `stop` the highest bit of each byte that was none is set, right up to the first of them. */
const LOAD = (at: string): string => `
        four = view.getInt32(${at}, true) ^ 0x30303030; stop = ((four + 0x76767676) | four) & 0x80808080;`;

/**
 * Up to three digits, perhaps a point and up to seven decimals: an integer below 10^10 divided by a power of ten, both
 * exact (Clinger 1990). The number reader does all others. ASCII: `-` 45, `.` 46, `0` 48, `e` 101.
 */
function numberCode(slot: number, index: string): string {
  return `
      first = at; sign = bytes[at] === 45 ? -1 : 1; at += sign === 1 ? 0 : 1;
      isRead = false;
      ${LOAD('at')}
      bit = 31 - Math.clz32(stop & -stop);
      if (stop !== 0 && bit > 7 && ((four & 0xff) !== 0 || bit === 15)) {
        four <<= 39 - bit; at += bit >> 3;
        ${FOUR_DIGITS('four')}
        number = ${OF_PAIRS};
        if (bytes[at] !== 46) isRead = true;
        else {
          ${LOAD('at + 1')}
          bit = 31 - Math.clz32(stop & -stop);
          if (stop !== 0) {
            if (bit > 7) {
              four <<= 39 - bit; bit >>= 3; at += 1 + bit;
              ${FOUR_DIGITS('four')}
              power = powers[bit];
              number = (number * power + ${OF_PAIRS}) / power; isRead = true;
            }
          } else {
            ${FOUR_DIGITS('four')}
            number = number * 10000 + ${OF_PAIRS};
            ${LOAD('at + 5')}
            if (stop !== 0) {
              bit = 31 - Math.clz32(stop & -stop);
              four = bit > 7 ? four << (39 - bit) : 0; bit >>= 3; at += 5 + bit;
              ${FOUR_DIGITS('four')}
              number = (number * powers[bit] + ${OF_PAIRS}) / powers[4 + bit]; isRead = true;
            }
          }
        }
      }
      if (isRead && (bytes[at] | 32) !== 101) { values[${index}] = sign * number; cells[${index}] = ${NUMBER}; }
      else at = reader.number(bytes, first, end, ${slot}, ${index});`;
}

function memberCode(plan: ScanPlan, slot: number, comparison: string, size: number): string {
  const index = `${slot * ROWS} + row`;
  const read =
    plan.slots[slot]?.kind === 'numeric'
      ? numberCode(slot, index)
      : `at = reader.value(bytes, at, end, ${slot}, ${index});`;
  return `
    if (${comparison}) {
      at += ${size};
      ${read}
      if (at < 0) return -1;
      if (bytes[at] !== 44) return ${STOPPED} - at;
      at += 1;
    }`;
}

function compile(codes: readonly string[]): ReadMembers {
  // Code made of numbers alone, from names that are compared as numbers: nothing of a message can become code.
  // oxlint-disable-next-line typescript/no-implied-eval, no-new-func
  return new Function(
    'bytes',
    'view',
    'from',
    'end',
    'row',
    'reader',
    'cells',
    'values',
    'powers',
    `'use strict';
    let at = from, first = 0, sign = 1, isRead = false, four = 0, stop = 0, bit = 0, pairs = 0, number = 0.5, power = 1;
    ${codes.join('')}
    return at;`,
  ) as ReadMembers;
}
