import { booleanValue } from '../grid/boolean-value.ts';
import { categoricalValue, numericValue } from '../grid/cell-of-value.ts';
import { SPECIAL_CELLS, type SpecialCell } from '../grid/grid.ts';
import { textOf } from '../grid/text-measure.ts';
import { CategorySample } from './category-sample.ts';
import { NumericSample } from './numeric-sample.ts';
import { TEXT_DECISION_ROWS, TextSample } from './text-sample.ts';
import { VectorSample } from './vector-sample.ts';

/** A column as declared by whoever makes the reference; values are then converted to that kind where they can be. */
export const DECLARED_KINDS = ['numeric', 'categorical', 'boolean', 'text', 'vector'] as const;
export type DeclaredKind = (typeof DECLARED_KINDS)[number];

export type ColumnReading = { special: Record<SpecialCell, number> } & (
  | { kind: 'numeric'; numbers: NumericSample }
  | { kind: 'categorical' | 'boolean'; categories: CategorySample }
  | { kind: 'text'; text: TextSample }
  | { kind: 'vector'; vectors: VectorSample }
);

function noSpecial(): Record<SpecialCell, number> {
  return Object.fromEntries(SPECIAL_CELLS.map((cell) => [cell, 0])) as Record<SpecialCell, number>;
}

/**
 * One column of a reference while it is being read. Until it is frozen a column that was not declared is kept as all
 * that its values can be; the kind that most values have wins (numbers, then categories, on a tie), the rest is of the
 * wrong type. Categories that are all true or false make a boolean; strings that read like free text, text.
 */
export class ColumnSample {
  readonly #declared: DeclaredKind | undefined;
  readonly #numbers = new NumericSample();
  #categories = new CategorySample();
  readonly #vectors = new VectorSample();
  readonly #special = noSpecial();
  /** Undefined once it is known that the strings of this column are categories. */
  #text: TextSample | undefined;
  #textOnly: boolean;
  #booleans = 0;

  /** `mayBeText`: whether strings of an undeclared column may turn out to be text. */
  constructor(declared: DeclaredKind | undefined, mayBeText = false) {
    this.#declared = declared;
    this.#textOnly = declared === 'text';
    this.#text = this.#textOnly || (declared === undefined && mayBeText) ? new TextSample() : undefined;
  }

  get coerce(): boolean {
    return this.#declared !== undefined;
  }

  /** Adds a value; gives back the finite number it was read as, NaN where it was something else. */
  add(raw: unknown): number {
    if (this.#declared === 'numeric' || (this.#declared === undefined && typeof raw === 'number')) {
      const value = numericValue(raw, this.coerce);
      if (typeof value === 'string') this.#special[value] += 1;
      else this.#numbers.add(value);
      return typeof value === 'number' ? value : Number.NaN;
    }
    const special = this.#addOther(raw);
    if (special !== undefined) this.#special[special] += 1;
    return Number.NaN;
  }

  #addOther(raw: unknown): SpecialCell | undefined {
    if (this.#declared === 'vector') return this.#vectors.add(raw, true);
    if (this.#declared === 'text') return this.#addText(raw);
    if (this.#declared === 'boolean') {
      const value = booleanValue(raw, true);
      return typeof value === 'string' ? value : this.#addCategory(value);
    }
    if (this.#declared === undefined && Array.isArray(raw)) return this.#vectors.add(raw, false);
    return this.#addCategory(raw);
  }

  #addText(raw: unknown): SpecialCell | undefined {
    const read = textOf(raw, this.coerce);
    if (typeof read === 'string') return read;
    this.#text?.add(read.text);
    return undefined;
  }

  #addCategory(raw: unknown): SpecialCell | undefined {
    if (typeof raw === 'string' && this.#text !== undefined) {
      this.#text.add(raw);
      if (this.#textOnly) return undefined;
      if (this.#text.count === TEXT_DECISION_ROWS) this.#decideText(this.#text);
      if (this.#textOnly) return undefined;
    }
    // Categories counted before a column turned out to be text are gone; what is no string then is of the wrong type.
    const value = categoricalValue(raw, this.coerce);
    if (typeof value === 'string') return value;
    if (this.#textOnly) return 'wrongType';
    if (typeof raw === 'boolean') this.#booleans += 1;
    this.#categories.add(value.category);
    return undefined;
  }

  #decideText(text: TextSample): void {
    if (text.looksFree) {
      this.#textOnly = true;
      this.#special.wrongType += this.#categories.total - text.count + 1;
      this.#categories = new CategorySample();
    } else {
      this.#text = undefined;
    }
  }

  /** The column's final reading, with the rows in which it was not seen at all counted as absent. */
  read(rowCount: number): ColumnReading {
    const special = { ...this.#special };
    const winner = this.#winner();
    const counts = {
      numeric: this.#numbers.count,
      categorical: this.#textOnly ? 0 : this.#categories.total,
      text: this.#textOnly ? (this.#text?.count ?? 0) : 0,
      vector: this.#vectors.count,
    };
    let seen = counts.numeric + counts.categorical + counts.text + counts.vector;
    for (const cell of SPECIAL_CELLS) seen += special[cell];
    special.absent += rowCount - seen;
    const mine = {
      numeric: counts.numeric,
      categorical: counts.categorical,
      boolean: counts.categorical,
      text: this.#text?.count ?? 0,
      vector: counts.vector,
    };
    special.wrongType += counts.numeric + counts.categorical + counts.text + counts.vector - mine[winner];
    return { special, ...this.#reading(winner) };
  }

  #winner(): DeclaredKind {
    if (this.#declared !== undefined) return this.#declared;
    const numbers = this.#numbers.count;
    const strings = this.#textOnly ? (this.#text?.count ?? 0) : this.#categories.total;
    const vectors = this.#vectors.count;
    if (numbers >= strings && numbers >= vectors) return 'numeric';
    if (vectors > strings) return 'vector';
    if (this.#textOnly || (this.#text?.looksFree ?? false)) return 'text';
    return this.#booleans === strings ? 'boolean' : 'categorical';
  }

  #reading(kind: DeclaredKind) {
    switch (kind) {
      case 'numeric':
        return { kind, numbers: this.#numbers };
      case 'vector':
        return { kind, vectors: this.#vectors };
      case 'text':
        return { kind, text: this.#text ?? new TextSample() };
      case 'categorical':
      case 'boolean':
        return { kind, categories: this.#categories };
    }
  }
}
