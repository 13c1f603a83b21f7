import { cellOfCategory, cellOfNumeric, numericValue } from '../grid/cell-of-value.ts';
import { MAX_CATEGORY_LENGTH } from '../grid/category-key.ts';
import type { NumericLayout } from '../grid/grid.ts';
import { hashBytes, textOfBytes } from './byte-words.ts';
import { ABSENT, NUMBER, ROWS, type EventBlock } from './event-block.ts';
import type { NumberReader } from './number-reader.ts';
import type { CategoricalSlot, ScanPlan, ScanSlot } from './scan-plan.ts';
import { plainStringEnd, skipSpace, skipString, skipValue, skipWord } from './skip-json.ts';

const QUOTE = 34;
/** Longest feature name that is read here, in bytes. */
const MAX_NAME = 200;
const PROTOTYPE = '__proto__';
/** Stands for any object or array: of the wrong type everywhere. */
const NESTED: unknown = {};

/** Reads an event's `features` into cells and standardised values, slot by slot. Nothing is counted here. */
export class FeatureScanner {
  /** Takes what is read. */
  readonly block: EventBlock;
  /** Places of names that the grid does not know: from, to by turns. */
  unknown = new Int32Array(0);
  unknownCount = 0;
  readonly #number: NumberReader;
  readonly #maxFeatures: number;

  constructor(block: EventBlock, number: NumberReader, maxFeatures: number) {
    this.block = block;
    this.#number = number;
    this.#maxFeatures = maxFeatures;
    this.unknown = new Int32Array(2 * maxFeatures);
  }

  begin(plan: ScanPlan): void {
    this.block.begin(plan);
    this.unknownCount = 0;
  }

  /** Place behind the object that begins at `from`; −1 = not JSON, or unusual. Domain: `}` is the last byte. */
  read(bytes: Uint8Array, view: DataView, from: number, end: number, plan: ScanPlan): number {
    const { keys, successors, slots } = plan;
    const { cells, values, row } = this.block;
    let at = skipSpace(bytes, from + 1);
    if (bytes[at] === 125) return at + 1;
    let previous = 0;
    for (let members = 0; members < this.#maxFeatures; members += 1) {
      let slot = successors[previous] as number;
      let value = slot < 0 ? -1 : keys.memberEnd(slot, view, at);
      const name = at + 1;
      if (value < 0) {
        if (bytes[at] !== QUOTE) return -1;
        value = plainStringEnd(bytes, name, end);
        if (value < 0) return -1;
        slot = keys.find(bytes, name, value, hashBytes(bytes, name, value));
        if (slot >= 0) successors[previous] = slot;
        value = skipSpace(bytes, value + 1);
        if (bytes[value] !== 58) return -1;
        value += 1;
      }
      if ((bytes[value] as number) <= 32) value = skipSpace(bytes, value);
      if (slot >= 0) {
        const index = slot * ROWS + row;
        if (cells[index] !== ABSENT) return -1;
        const kind = slots[slot] as ScanSlot;
        const first = bytes[value] as number;
        if (kind.kind === 'numeric' && (first === 45 || (first - 48) >>> 0 <= 9)) {
          at = this.#number.read(bytes, value);
          const number = this.#number.value;
          values[index] = number;
          cells[index] = Number.isFinite(number) ? NUMBER : cellOfNumeric(kind.layout, numericValue(number, false));
        } else at = this.#value(bytes, value, end, kind, index);
        previous = slot + 1;
      } else at = this.#unknownValue(bytes, name, value, end);
      if (at < 0) return -1;
      let next = bytes[at] as number;
      if (next <= 32) {
        at = skipSpace(bytes, at);
        next = bytes[at] as number;
      }
      at += 1;
      if (next === 125) return at;
      if (next !== 44) return -1;
      if ((bytes[at] as number) <= 32) at = skipSpace(bytes, at);
    }
    return -1;
  }

  #value(bytes: Uint8Array, from: number, end: number, slot: ScanSlot, index: number): number {
    return slot.kind === 'categorical'
      ? this.#categorical(bytes, from, end, slot, index)
      : this.#notANumber(bytes, from, end, slot.layout, index);
  }

  #numeric(layout: NumericLayout, index: number, value: number): void {
    if (Number.isFinite(value)) {
      this.block.cells[index] = NUMBER;
      this.block.values[index] = value;
    } else this.block.cells[index] = cellOfNumeric(layout, numericValue(value, false));
  }

  /** What stands where a number was expected. */
  #notANumber(bytes: Uint8Array, from: number, end: number, layout: NumericLayout, index: number): number {
    const { coerce } = layout.feature;
    const first = bytes[from];
    let to: number;
    let raw: unknown;
    if (first === QUOTE && coerce) {
      to = plainStringEnd(bytes, from + 1, end);
      if (to < 0) return -1;
      raw = textOfBytes(bytes, from + 1, to);
      to += 1;
    } else {
      to = first === QUOTE ? skipString(bytes, from + 1, end) : skipValue(bytes, from, end);
      raw = first === QUOTE ? '' : first === 110 ? null : first === 116 ? true : NESTED;
    }
    if (to < 0) return -1;
    const value = numericValue(raw, coerce);
    if (typeof value === 'number') this.#numeric(layout, index, value);
    else this.block.cells[index] = cellOfNumeric(layout, value);
    return to;
  }

  #categorical(bytes: Uint8Array, from: number, end: number, slot: CategoricalSlot, index: number): number {
    const first = bytes[from];
    if (first !== QUOTE || slot.words === null) return this.#notACategory(bytes, from, end, slot, index);
    const start = from + 1;
    const to = plainStringEnd(bytes, start, end);
    // A longer one is stored under another key.
    if (to < 0 || to - start > MAX_CATEGORY_LENGTH) return -1;
    const word = slot.words.find(bytes, start, to, hashBytes(bytes, start, to));
    this.block.cells[index] = word < 0 ? slot.unknownCell : (slot.cells[word] as number);
    return to + 1;
  }

  /** What stands where the text of a category was expected: truth values, numbers, null, nested values. */
  #notACategory(bytes: Uint8Array, from: number, end: number, slot: CategoricalSlot, index: number): number {
    const first = bytes[from];
    let to: number;
    let raw: unknown;
    if (first === QUOTE) {
      const stop = plainStringEnd(bytes, from + 1, end);
      if (stop < 0) return -1;
      raw = textOfBytes(bytes, from + 1, stop);
      to = stop + 1;
    } else if (first === 116 || first === 102 || first === 110) {
      to = skipWord(bytes, from);
      raw = first === 110 ? null : first === 116;
    } else if (first === 123 || first === 91) {
      to = skipValue(bytes, from, end);
      raw = NESTED;
    } else {
      to = this.#number.read(bytes, from);
      raw = to < 0 ? undefined : this.#number.value;
    }
    if (to >= 0) this.block.cells[index] = cellOfCategory(slot.layout, raw);
    return to;
  }

  #unknownValue(bytes: Uint8Array, name: number, from: number, end: number): number {
    // The colon may stand apart from the name's quote.
    const to = plainStringEnd(bytes, name, end);
    if (to - name > MAX_NAME) return -1;
    if (to - name === PROTOTYPE.length && textOfBytes(bytes, name, to) === PROTOTYPE) return -1;
    this.unknown[2 * this.unknownCount] = name;
    this.unknown[2 * this.unknownCount + 1] = to;
    this.unknownCount += 1;
    return skipValue(bytes, from, end);
  }
}
