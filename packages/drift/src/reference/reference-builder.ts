import { compileGrid } from '../grid/compile-grid.ts';
import { PREDICTION_FEATURE } from '../grid/grid.ts';
import { fitReconstruction, rowFeatures } from '../multivariate/fit-reconstruction.ts';
import { RowSample } from '../multivariate/row-sample.ts';
import { summariseVectors } from '../multivariate/summarise-vectors.ts';
import { scoreCell } from '../performance/count-labelled.ts';
import { SCORE_CELLS } from '../performance/quality-pane.ts';
import { ColumnSample, type DeclaredKind } from './column-sample.ts';
import { freezeColumn } from './freeze-column.ts';
import type { FrozenReference } from './frozen-reference.ts';
import { referenceFromBody, type ReferenceBody } from './reference-body.ts';
import { extrasBody, type ReferenceExtras, type ScoreHistograms } from './reference-extras.ts';
import type { ReferenceProvenance } from './reference-provenance.ts';
import { ReferenceRefused } from './reference-refused.ts';
import type { VectorSample } from './vector-sample.ts';

/** Most columns of a reference, the prediction not counted. */
const MAX_COLUMNS = 2_000;
const OUTPUT_KINDS: readonly DeclaredKind[] = ['numeric', 'categorical', 'boolean'];

export type ReferenceBuilderOptions = {
  /** Kinds of columns that are not to be inferred; their values are converted to it (`"3"` ↔ 3). */
  kinds?: Readonly<Record<string, DeclaredKind>>;
};

/** The model's output in a reference row: the score if there is one, else the answer itself. */
export type ReferenceOutput = {
  score?: number | null | undefined;
  prediction?: unknown;
  /** Whether the truth turned out to be the positive class, where it is known. */
  positive?: boolean | undefined;
};

export type ReferenceBuilder = {
  add(values: Readonly<Record<string, unknown>>, output?: ReferenceOutput): void;
  readonly rowCount: number;
  freeze(provenance: ReferenceProvenance): FrozenReference;
};

type Column = { index: number; sample: ColumnSample };
type FrozenColumns = { features: ReferenceBody['features']; vectors: Map<string, VectorSample> };

class StreamingReferenceBuilder implements ReferenceBuilder {
  readonly #columns = new Map<string, Column>();
  readonly #kinds: ReadonlyMap<string, DeclaredKind>;
  readonly #numbers = new RowSample();
  readonly #scores = new ColumnSample('numeric');
  readonly #answers: ColumnSample;
  readonly #quality: ScoreHistograms = {
    positive: new Float64Array(SCORE_CELLS),
    negative: new Float64Array(SCORE_CELLS),
  };
  #scored = 0;
  #answered = 0;
  #labelled = 0;
  #rows = 0;

  constructor(options: ReferenceBuilderOptions) {
    this.#kinds = new Map(Object.entries(options.kinds ?? {}));
    const output = this.#kinds.get(PREDICTION_FEATURE);
    if (output !== undefined && !OUTPUT_KINDS.includes(output))
      throw new ReferenceRefused(`the prediction may be ${OUTPUT_KINDS.join(', ')}, not ${output}`);
    this.#answers = new ColumnSample(output);
  }

  get rowCount(): number {
    return this.#rows;
  }

  add(values: Readonly<Record<string, unknown>>, output: ReferenceOutput = {}): void {
    this.#rows += 1;
    for (const name of Object.keys(values)) {
      const column = this.#column(name);
      const number = column.sample.add(values[name]);
      if (!Number.isNaN(number)) this.#numbers.put(column.index, number);
    }
    this.#numbers.endRow();
    this.#addOutput(output);
  }

  freeze(provenance: ReferenceProvenance): FrozenReference {
    const { features, vectors } = this.#freezeColumns();
    const extras: ReferenceExtras = {};
    const rows = this.#numbers.finish();
    const slotOf = (name: string): number => rows.columns.indexOf(this.#columns.get(name)?.index ?? -1);
    const numeric = rowFeatures(
      features.map(({ grid }) => grid),
      features,
      slotOf,
    );
    const reconstruction = fitReconstruction(rows, numeric);
    if (reconstruction !== undefined) extras.reconstruction = reconstruction;
    const grid = compileGrid(
      features.map((feature) => feature.grid),
      reconstruction ?? null,
    );
    const summaries = grid.layouts.flatMap((layout) => {
      const sample = vectors.get(layout.feature.name);
      if (layout.kind !== 'vector' || sample === undefined) return [];
      return [{ feature: layout.index, ...summariseVectors(layout, sample.sample()) }];
    });
    if (summaries.length > 0) extras.vectors = summaries;
    const quality = this.#labelled > 0 ? this.#quality : null;
    const scores = extrasBody({ reconstruction: null, vectors: [], quality }, grid);
    const all = { ...extras, ...scores };
    const body: ReferenceBody = { rowCount: this.#rows, features, provenance };
    return referenceFromBody(Object.keys(all).length === 0 ? body : { ...body, extras: all });
  }

  #freezeColumns(): FrozenColumns {
    const features: ReferenceBody['features'] = [];
    const vectors = new Map<string, VectorSample>();
    for (const [name, { sample }] of this.#columns) {
      const reading = sample.read(this.#rows);
      if (reading.kind === 'vector') vectors.set(name, reading.vectors);
      features.push(...freezeColumn({ name, source: 'feature', coerce: sample.coerce }, reading));
    }
    const hasScores = this.#scored > 0;
    if (hasScores || this.#answered > 0) {
      const output = { name: PREDICTION_FEATURE, source: hasScores ? ('score' as const) : ('prediction' as const) };
      const reading = (hasScores ? this.#scores : this.#answers).read(this.#rows);
      features.push(...freezeColumn({ ...output, coerce: !hasScores && this.#answers.coerce }, reading));
    }
    refuseTwins(features);
    return { features, vectors };
  }

  #addOutput({ score, prediction, positive }: ReferenceOutput): void {
    this.#scores.add(score ?? null);
    this.#answers.add(prediction ?? null);
    if (prediction !== undefined && prediction !== null) this.#answered += 1;
    if (score === undefined || score === null) return;
    this.#scored += 1;
    if (positive === undefined || Number.isNaN(score)) return;
    this.#labelled += 1;
    const histogram = positive ? this.#quality.positive : this.#quality.negative;
    const cell = scoreCell(score);
    histogram[cell] = (histogram[cell] ?? 0) + 1;
  }

  #column(name: string): Column {
    const known = this.#columns.get(name);
    if (known !== undefined) return known;
    if (name === PREDICTION_FEATURE)
      throw new ReferenceRefused(`a feature may not be called "${PREDICTION_FEATURE}": that is the model's output`);
    if (this.#columns.size >= MAX_COLUMNS) throw new ReferenceRefused(`more than ${MAX_COLUMNS} features`);
    const column = { index: this.#columns.size, sample: new ColumnSample(this.#kinds.get(name), true) };
    this.#columns.set(name, column);
    return column;
  }
}

/** What is measured on a text may not have the name of another feature. */
function refuseTwins(features: ReferenceBody['features']): void {
  const names = new Set<string>();
  for (const { grid } of features) {
    if (names.has(grid.name))
      throw new ReferenceRefused(`two features would be called "${grid.name}": declare the text column categorical`);
    names.add(grid.name);
  }
}

/**
 * Reads a reference row by row in memory bounded per column (about 2 MB, 16 MB for vectors), then freezes it. A
 * feature first seen late counts as absent in the rows before. Columns keep the order in which they were first seen.
 */
export function createReferenceBuilder(options: ReferenceBuilderOptions = {}): ReferenceBuilder {
  return new StreamingReferenceBuilder(options);
}
