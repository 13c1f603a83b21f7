import { cellOfCategory, cellOfNumeric, numericValue } from '../grid/cell-of-value.ts';
import { MAX_CATEGORY_LENGTH } from '../grid/category-key.ts';
import type { CategoricalLayout, NumericLayout } from '../grid/grid.ts';
import type { NewCategory } from '../novelty/new-categories.ts';
import { newCategoryOf } from '../novelty/new-category-of.ts';
import { hashBytes, textOfBytes } from './byte-words.ts';
import { ABSENT, NUMBER, ROWS, type EventBlock } from './event-block.ts';
import { stoppedAt, type MemberReader, type MemberTemplate } from './member-template.ts';
import { POWERS, type NumberReader } from './number-reader.ts';
import type { CategoricalSlot, ScanPlan, ScanSlot } from './scan-plan.ts';
import { plainStringEnd, skipSpace, skipString, skipValue, skipWord } from './skip-json.ts';
import { TemplateShelf } from './template-shelf.ts';

const QUOTE = 34;
const MINUS = 45;
const ZERO = 48;
/** Longest feature name that is read here, in bytes. */
const MAX_NAME = 200;
const PROTOTYPE = '__proto__';
/** Stands for any object or array: of the wrong type everywhere. */
const NESTED: unknown = {};

/** Reads an event's `features` into cells and standardised values, slot by slot. Nothing is counted here. */
export class FeatureScanner implements MemberReader {
  /** Takes what is read. */
  readonly block: EventBlock;
  /** Places of names that the grid does not know: from, to by turns. */
  unknown = new Int32Array(0);
  unknownCount = 0;
  /** Categories that the grid does not know, of the event that was read last; empty for nearly all of them. */
  readonly newCategories: NewCategory[] = [];
  readonly #number: NumberReader;
  readonly #maxFeatures: number;
  readonly #templates: TemplateShelf;
  /** The slots of a message that was read without template, as they follow each other. */
  readonly #slotOrder: Int32Array;
  #order = 0;
  #plan: ScanPlan | null = null;
  #view: DataView = new DataView(new ArrayBuffer(0));

  constructor(block: EventBlock, number: NumberReader, limits: { maxFeatures: number; templateFrom?: number }) {
    const { maxFeatures } = limits;
    this.#templates = new TemplateShelf(limits.templateFrom);
    this.block = block;
    this.#number = number;
    this.#maxFeatures = maxFeatures;
    this.unknown = new Int32Array(2 * maxFeatures);
    this.#slotOrder = new Int32Array(maxFeatures);
  }

  begin(plan: ScanPlan): void {
    this.block.begin(plan);
    this.unknownCount = 0;
    if (this.newCategories.length > 0) this.newCategories.length = 0;
  }

  /** Place behind the object that begins at `from`; −1 = not JSON, or unusual. Domain: `}` is the last byte. */
  read(bytes: Uint8Array, view: DataView, from: number, end: number, plan: ScanPlan): number {
    this.#plan = plan;
    this.#view = view;
    const template = this.#templates.of(plan);
    if (template === null || end + template.reach > view.byteLength) {
      this.#order = 0;
      const to = this.#begin(bytes, view, from, end, plan);
      if (to >= 0 && template === null) this.#templates.learn(this.#slotOrder, this.#order);
      return to;
    }
    const stop = this.#readTemplate(template, bytes, view, from, end);
    if (stop < 0) return stop;
    const isFinished = stop > from && bytes[stop] === 125;
    this.#templates.note(isFinished);
    if (isFinished) return stop + 1;
    // Here is a member that the template does not know, or white space.
    return stop > from
      ? this.#goOn(bytes, view, stop, end, plan, template.order.length)
      : this.#begin(bytes, view, from, end, plan);
  }

  /** Place of what follows the last value that the template read, `from` if that was none; −1 = refused. */
  #readTemplate(template: MemberTemplate, bytes: Uint8Array, view: DataView, from: number, end: number): number {
    const { cells, values, row } = this.block;
    let at = from + 1;
    for (const read of template.functions) {
      at = read(bytes, view, at, end, row, this, cells, values, POWERS);
      if (at < 0) return stoppedAt(at);
    }
    return at - 1;
  }

  #begin(bytes: Uint8Array, view: DataView, from: number, end: number, plan: ScanPlan): number {
    const at = skipSpace(bytes, from + 1);
    return bytes[at] === 125 ? at + 1 : this.#members(bytes, view, at, end, plan, 0);
  }

  /** From behind a value on. */
  #goOn(bytes: Uint8Array, view: DataView, from: number, end: number, plan: ScanPlan, members: number): number {
    const at = skipSpace(bytes, from);
    if (bytes[at] === 125) return at + 1;
    if (bytes[at] !== 44) return -1;
    return this.#members(bytes, view, skipSpace(bytes, at + 1), end, plan, members);
  }

  /** Reads members from `from` on, where one begins; `before` were read already. */
  #members(bytes: Uint8Array, view: DataView, from: number, end: number, plan: ScanPlan, before: number): number {
    const { keys, successors, slots } = plan;
    const { cells, row } = this.block;
    let at = from;
    let previous = 0;
    for (let members = before; members < this.#maxFeatures; members += 1) {
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
        at =
          (slots[slot] as ScanSlot).kind === 'numeric'
            ? this.number(bytes, value, end, slot, index)
            : this.value(bytes, value, end, slot, index);
        this.#slotOrder[this.#order] = slot;
        this.#order += 1;
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

  /** Reads what stands where a number is expected into a slot; place behind it, −1 when there is none. */
  number(bytes: Uint8Array, at: number, end: number, slot: number, index: number): number {
    const first = bytes[at] as number;
    if (first !== MINUS && (first - ZERO) >>> 0 > 9) return this.value(bytes, at, end, slot, index);
    const to = this.#number.read(bytes, this.#view, at);
    const { value } = this.#number;
    this.block.values[index] = value;
    this.block.cells[index] = Number.isFinite(value) ? NUMBER : this.#infiniteCell(slot, value);
    return to;
  }

  #infiniteCell(slot: number, value: number): number {
    const layout = this.#plan?.numericLayouts[slot] ?? null;
    return layout === null ? ABSENT : cellOfNumeric(layout, numericValue(value, false));
  }

  /** The same for any value of a slot. */
  value(bytes: Uint8Array, from: number, end: number, slot: number, index: number): number {
    const kind = this.#plan?.slots[slot];
    if (kind === undefined) return -1;
    return kind.kind === 'categorical'
      ? this.#categorical(bytes, from, end, kind, index)
      : this.#notANumber(bytes, from, end, kind.layout, index);
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
    if (word < 0) this.#unknownCategory(bytes, start, to, slot, index);
    else this.block.cells[index] = slot.cells[word] as number;
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
      to = this.#number.read(bytes, this.#view, from);
      raw = to < 0 ? undefined : this.#number.value;
    }
    if (to < 0) return to;
    const cell = cellOfCategory(slot.layout, raw);
    if (cell === slot.layout.newCell) this.#name(slot.layout, newCategoryOf(slot.layout, raw));
    this.block.cells[index] = cell;
    return to;
  }

  /** Where the reference had too many categories to remember, an unseen one is not called new, and has no name. */
  #unknownCategory(bytes: Uint8Array, from: number, to: number, slot: CategoricalSlot, index: number): void {
    const { layout, unknownCell } = slot;
    this.block.cells[index] = unknownCell;
    if (unknownCell === layout.newCell) this.#name(layout, textOfBytes(bytes, from, to));
  }

  #name({ feature }: CategoricalLayout, name: string | null): void {
    if (name !== null) this.newCategories.push({ feature: feature.name, name });
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
