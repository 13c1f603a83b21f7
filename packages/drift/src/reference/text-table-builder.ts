import { PREDICTION_FEATURE } from '../grid/grid.ts';
import type { DeclaredKind } from './column-sample.ts';
import type { FrozenReference } from './frozen-reference.ts';
import { isMissingCell, kindOfCells } from './kind-of-cells.ts';
import {
  createReferenceBuilder,
  type ReferenceBuilder,
  type ReferenceBuilderOptions,
  type ReferenceOutput,
} from './reference-builder.ts';
import type { ReferenceProvenance } from './reference-provenance.ts';

/** Rows that say of what kind a column is. */
const KIND_ROWS = 1_000;

type Row = { values: Readonly<Record<string, unknown>>; output: ReferenceOutput };

/** Answers are classes unless they are numbers of more values than classes have. */
const MOST_CLASSES = 20;

/** What the model answers, told from text; undefined where it was not given as text. */
function kindOfAnswers(rows: readonly Row[]): DeclaredKind | undefined {
  const answers = rows.map(({ output }) => output.prediction).filter((answer) => typeof answer === 'string');
  if (answers.length === 0) return undefined;
  return new Set(answers).size > MOST_CLASSES && kindOfCells(answers) === 'numeric' ? 'numeric' : 'categorical';
}

/** Kinds of columns by what their cells look like, the declared ones as they were declared. */
function kindsOf(rows: readonly Row[], declared: ReadonlyMap<string, DeclaredKind>): Map<string, DeclaredKind> {
  const cells = new Map<string, string[]>();
  for (const { values } of rows)
    for (const [name, cell] of Object.entries(values)) {
      if (typeof cell !== 'string' || declared.has(name)) continue;
      const known = cells.get(name);
      if (known === undefined) cells.set(name, [cell]);
      else known.push(cell);
    }
  const kinds = new Map(declared);
  // The name of the model's output is refused when the rows are read; no column decides what that is.
  for (const [name, column] of cells) if (name !== PREDICTION_FEATURE) kinds.set(name, kindOfCells(column));
  const answers = kindOfAnswers(rows);
  if (answers !== undefined && !declared.has(PREDICTION_FEATURE)) kinds.set(PREDICTION_FEATURE, answers);
  return kinds;
}

class TextTableBuilder implements ReferenceBuilder {
  #first: Row[] | undefined = [];
  #kinds: Map<string, DeclaredKind>;
  #builder: ReferenceBuilder | undefined;

  constructor(options: ReferenceBuilderOptions) {
    this.#kinds = new Map(Object.entries(options.kinds ?? {}));
  }

  get rowCount(): number {
    return this.#builder?.rowCount ?? this.#first?.length ?? 0;
  }

  add(values: Readonly<Record<string, unknown>>, output: ReferenceOutput = {}): void {
    if (this.#builder !== undefined) return this.#builder.add(this.#read(values), output);
    this.#first?.push({ values, output });
    if (this.#first?.length === KIND_ROWS) this.#begin();
  }

  freeze(provenance: ReferenceProvenance): FrozenReference {
    return this.#begin().freeze(provenance);
  }

  #begin(): ReferenceBuilder {
    if (this.#builder !== undefined) return this.#builder;
    const rows = this.#first ?? [];
    this.#first = undefined;
    this.#kinds = kindsOf(rows, this.#kinds);
    const builder = createReferenceBuilder({ kinds: Object.fromEntries(this.#kinds) });
    this.#builder = builder;
    for (const { values, output } of rows) builder.add(this.#read(values), output);
    return builder;
  }

  /** Cells as the builder takes them: missing ones as null. Their text is converted by the column's kind. */
  #read(values: Readonly<Record<string, unknown>>): Record<string, unknown> {
    return Object.fromEntries(
      Object.entries(values).map(([name, cell]) => [
        name,
        typeof cell === 'string' && isMissingCell(cell, this.#kinds.get(name)) ? null : cell,
      ]),
    );
  }
}

/**
 * Reads a reference from a table whose cells are text (CSV). The first 1,000 rows say of what kind each column is, and
 * it is then declared: events may hold numbers as text too. Cells that do not fit their column are of the wrong type.
 */
export function createTextTableBuilder(options: ReferenceBuilderOptions = {}): ReferenceBuilder {
  return new TextTableBuilder(options);
}
