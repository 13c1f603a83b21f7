import { PREDICTION_FEATURE } from '../grid/grid.ts';
import { ColumnSample, type DeclaredKind } from './column-sample.ts';
import { freezeColumn } from './freeze-column.ts';
import type { FrozenReference, ReferenceProvenance } from './frozen-reference.ts';
import { referenceFromBody, type ReferenceBody } from './reference-body.ts';

/** Most features of a reference, the prediction not counted. */
const MAX_FEATURES = 2_000;

export type ReferenceBuilderOptions = {
  /** Kinds of columns that are not to be inferred; their values are converted to it (`"3"` ↔ 3). */
  kinds?: Readonly<Record<string, DeclaredKind>>;
};

/** The model's output in a reference row: the score if there is one, else the answer itself. */
export type ReferenceOutput = { score?: number | null | undefined; prediction?: unknown };

/** A row or column that a reference cannot be made of; the message says what to change. */
export class ReferenceRefused extends Error {
  override readonly name = 'ReferenceRefused';
}

export type ReferenceBuilder = {
  add(values: Readonly<Record<string, unknown>>, output?: ReferenceOutput): void;
  readonly rowCount: number;
  freeze(provenance: ReferenceProvenance): FrozenReference;
};

class StreamingReferenceBuilder implements ReferenceBuilder {
  readonly #columns = new Map<string, ColumnSample>();
  readonly #kinds: ReadonlyMap<string, DeclaredKind>;
  readonly #scores = new ColumnSample('numeric');
  readonly #answers: ColumnSample;
  #scored = 0;
  #answered = 0;
  #rows = 0;

  constructor(options: ReferenceBuilderOptions) {
    this.#kinds = new Map(Object.entries(options.kinds ?? {}));
    this.#answers = new ColumnSample(this.#kinds.get(PREDICTION_FEATURE));
  }

  get rowCount(): number {
    return this.#rows;
  }

  add(values: Readonly<Record<string, unknown>>, output: ReferenceOutput = {}): void {
    this.#rows += 1;
    for (const name of Object.keys(values)) this.#column(name).add(values[name]);
    this.#scores.add(output.score ?? null);
    this.#answers.add(output.prediction ?? null);
    if (output.score !== undefined && output.score !== null) this.#scored += 1;
    if (output.prediction !== undefined && output.prediction !== null) this.#answered += 1;
  }

  freeze(provenance: ReferenceProvenance): FrozenReference {
    const features: ReferenceBody['features'] = [...this.#columns].map(([name, column]) =>
      freezeColumn({ name, source: 'feature', coerce: column.coerce, reading: column.read(this.#rows) }),
    );
    const output = this.#scored > 0 ? this.#scores : this.#answers;
    if (this.#scored > 0 || this.#answered > 0)
      features.push(
        freezeColumn({
          name: PREDICTION_FEATURE,
          source: this.#scored > 0 ? 'score' : 'prediction',
          coerce: false,
          reading: output.read(this.#rows),
        }),
      );
    return referenceFromBody({ rowCount: this.#rows, features, provenance });
  }

  #column(name: string): ColumnSample {
    const known = this.#columns.get(name);
    if (known !== undefined) return known;
    if (name === PREDICTION_FEATURE)
      throw new ReferenceRefused(`a feature may not be called "${PREDICTION_FEATURE}": that is the model's output`);
    if (this.#columns.size >= MAX_FEATURES) throw new ReferenceRefused(`more than ${MAX_FEATURES} features`);
    const column = new ColumnSample(this.#kinds.get(name));
    this.#columns.set(name, column);
    return column;
  }
}

/**
 * Reads a reference row by row in memory bounded per column (about 2 MB), then freezes it. A feature first seen late
 * counts as absent in the rows before. Columns keep the order in which they were first seen.
 */
export function createReferenceBuilder(options: ReferenceBuilderOptions = {}): ReferenceBuilder {
  return new StreamingReferenceBuilder(options);
}
