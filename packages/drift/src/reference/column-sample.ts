import { categoricalValue, numericValue } from '../grid/cell-of-value.ts';
import { SPECIAL_CELLS, type SpecialCell } from '../grid/grid.ts';
import { CategorySample } from './category-sample.ts';
import { NumericSample } from './numeric-sample.ts';

/** A column as declared by whoever makes the reference; strings and numbers are then converted to that kind. */
export type DeclaredKind = 'numeric' | 'categorical';

export type ColumnReading = {
  kind: 'numeric' | 'categorical';
  numbers: NumericSample;
  categories: CategorySample;
  special: Record<SpecialCell, number>;
};

function noSpecial(): Record<SpecialCell, number> {
  return Object.fromEntries(SPECIAL_CELLS.map((cell) => [cell, 0])) as Record<SpecialCell, number>;
}

/**
 * One column of a reference while it is being read. Until it is frozen a column that was not declared is kept both as
 * numbers and as categories; the kind that more values have wins (numbers on a tie), the rest is of the wrong type.
 */
export class ColumnSample {
  readonly #declared: DeclaredKind | undefined;
  readonly #numbers = new NumericSample();
  readonly #categories = new CategorySample();
  readonly #special = noSpecial();

  constructor(declared: DeclaredKind | undefined) {
    this.#declared = declared;
  }

  get coerce(): boolean {
    return this.#declared !== undefined;
  }

  add(raw: unknown): void {
    if (this.#declared === 'categorical' || (this.#declared === undefined && typeof raw !== 'number')) {
      const value = categoricalValue(raw, this.coerce);
      if (typeof value === 'string') this.#special[value] += 1;
      else this.#categories.add(value.category);
      return;
    }
    const value = numericValue(raw, this.coerce);
    if (typeof value === 'string') this.#special[value] += 1;
    else this.#numbers.add(value);
  }

  /** The column's final reading, with the rows in which it was not seen at all counted as absent. */
  read(rowCount: number): ColumnReading {
    const numbers = this.#numbers;
    const categories = this.#categories;
    const kind = this.#declared ?? (numbers.count >= categories.total ? 'numeric' : 'categorical');
    const special = { ...this.#special };
    let seen = numbers.count + categories.total;
    for (const cell of SPECIAL_CELLS) seen += special[cell];
    special.absent += rowCount - seen;
    special.wrongType += kind === 'numeric' ? categories.total : numbers.count;
    return { kind, numbers, categories, special };
  }
}
