import { cellError, numberCell } from '@leeway/tables';
import { CategoryPair } from './category-pair.ts';
import {
  booleanOfCell,
  categoryOfCell,
  inferKind,
  isMissing,
  misfit,
  wordsIn,
  type ColumnKind,
} from './column-kind.ts';
import { NumericPair } from './numeric-pair.ts';

type Pair = { name: string; pair: NumericPair | CategoryPair; add: (cell: unknown, side: Side) => void };
type Side = 'reference' | 'current';
type Place = { source: string; line: number };

function numericPair(name: string, most: number, numberOf: (cell: unknown) => number | null): Pair {
  const pair = new NumericPair(most);
  const add = (cell: unknown, side: Side): void => {
    if (side === 'reference') pair.addReference(numberOf(cell));
    else pair.addCurrent(numberOf(cell));
  };
  return { name, pair, add };
}

function categoryPair(name: string, categoryOf: (cell: unknown) => string | null): Pair {
  const pair = new CategoryPair();
  const add = (cell: unknown, side: Side): void => {
    if (side === 'reference') pair.addReference(categoryOf(cell));
    else pair.addCurrent(categoryOf(cell));
  };
  return { name, pair, add };
}

function textOf(cell: unknown): string | null {
  return isMissing(cell) ? null : (categoryOfCell(cell) ?? null);
}

/** In code points, as texts of the stream are measured. */
function lengthOf(text: string | null): number | null {
  return text === null ? null : Array.from(text).length;
}

/** A column is one feature, but text is two numbers: how long it is and how many words it has. */
function pairsOf(name: string, kind: ColumnKind, most: number): Pair[] {
  switch (kind) {
    case 'numeric':
      return [numericPair(name, most, (cell) => numberCell(cell) ?? null)];
    case 'categorical':
      return [categoryPair(name, textOf)];
    case 'boolean':
      return [
        categoryPair(name, (cell) => {
          const value = booleanOfCell(cell);
          return value === undefined ? null : String(value);
        }),
      ];
    case 'text':
      return [
        numericPair(`${name}.length`, most, (cell) => lengthOf(textOf(cell))),
        numericPair(`${name}.tokens`, most, (cell) => {
          const text = textOf(cell);
          return text === null ? null : wordsIn(text);
        }),
      ];
  }
}

/**
 * One column of both files. Until `settle`, cells of the reference are kept as they are, for its kind to be found; a kind
 * that was declared refuses what does not fit it.
 */
export class ComparedColumn {
  readonly name: string;
  readonly #declared: ColumnKind | undefined;
  #waiting: { cell: unknown; place: Place }[] = [];
  #settled: { kind: ColumnKind; pairs: Pair[] } | undefined;

  constructor(name: string, declared: ColumnKind | undefined) {
    this.name = name;
    this.#declared = declared;
  }

  add(cell: unknown, side: Side, place: Place): void {
    if (this.#settled === undefined) {
      this.#waiting.push({ cell, place });
      return;
    }
    const { kind, pairs } = this.#settled;
    if (this.#declared !== undefined) {
      const expected = misfit(kind, cell);
      if (expected !== undefined) throw cellError({ ...place, column: this.name }, expected, cell);
    }
    for (const { add } of pairs) add(cell, side);
  }

  /** How many rows of the reference wait for it. */
  get waiting(): number {
    return this.#waiting.length;
  }

  get isSettled(): boolean {
    return this.#settled !== undefined;
  }

  /** Finds the kind from what waits; `most` values of each number are kept a side. */
  settle(most: number): void {
    if (this.#settled !== undefined) return;
    const waiting = this.#waiting;
    const kind = this.#declared ?? inferKind(waiting.map(({ cell }) => cell));
    this.#settled = { kind, pairs: pairsOf(this.name, kind, most) };
    this.#waiting = [];
    for (const { cell, place } of waiting) this.add(cell, 'reference', place);
  }

  features(): { name: string; kind: ColumnKind; pair: NumericPair | CategoryPair }[] {
    const { kind, pairs } = this.#settled ?? { kind: 'numeric', pairs: [] };
    return pairs.map(({ name, pair }) => ({ name, kind, pair }));
  }
}
