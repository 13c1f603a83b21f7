import {
  addKeys,
  createPane,
  createReferenceBuilder,
  countEvent,
  metricInput,
  METRICS,
  numericSampleInput,
  numericSide,
  type FrozenReference,
  type MetricDefinition,
  type Pane,
  type ReferenceBuilder,
} from '@leeway/drift';
import type { MetricReader, SideCounts } from './feature-comparison.ts';
import { GrowingValues } from './growing-values.ts';

const FEATURE = 'x';

/** What is kept of one file while all of it is. */
class KeptSide {
  readonly values: GrowingValues;
  absent = 0;
  n = 0;
  missing = 0;

  constructor(most: number) {
    this.values = new GrowingValues(most);
  }

  count(value: number | null): void {
    this.n += 1;
    if (value === null || !Number.isFinite(value)) this.missing += 1;
  }

  /** Whether there was room. */
  keep(value: number | null): boolean {
    if (value !== null) return this.values.push(value);
    this.absent += 1;
    return true;
  }

  /** Hands over all that is kept. */
  drain(take: (value: number | null) => void): void {
    for (const value of this.values.values()) take(value);
    for (let i = 0; i < this.absent; i += 1) take(null);
    this.values.clear();
    this.absent = 0;
  }
}

/**
 * The numbers of one feature in both files. All values are kept while they are at most `most` a side; beyond, they are
 * counted on the grid of the reference, in constant memory. A null stands for a row without a usable value.
 */
export class NumericPair {
  readonly #reference: KeptSide;
  readonly #current: KeptSide;
  #builder: ReferenceBuilder | undefined;
  #frozen: FrozenReference | undefined;
  #pane: Pane | undefined;

  constructor(most: number) {
    this.#reference = new KeptSide(most);
    this.#current = new KeptSide(most);
  }

  addReference(value: number | null): void {
    this.#reference.count(value);
    if (this.#builder === undefined && this.#reference.keep(value)) return;
    this.#references().add({ [FEATURE]: value });
  }

  addCurrent(value: number | null): void {
    this.#current.count(value);
    if (this.#pane === undefined && this.#current.keep(value)) return;
    const pane = this.#counted();
    countEvent(pane, this.#grid().grid, { features: { [FEATURE]: value } });
  }

  counts(): { reference: SideCounts; current: SideCounts } {
    const of = ({ n, missing }: KeptSide): SideCounts => ({ n, missing });
    return { reference: of(this.#reference), current: of(this.#current) };
  }

  get form(): 'exact' | 'grid' {
    return this.#builder === undefined && this.#pane === undefined ? 'exact' : 'grid';
  }

  reader(bins: number): MetricReader {
    return this.form === 'exact' ? this.#exactReader(bins) : this.#gridReader(bins);
  }

  #exactReader(bins: number): MetricReader {
    const side = ({ values, absent }: KeptSide) => numericSide(values.values(), absent);
    const input = numericSampleInput(side(this.#reference), side(this.#current), bins);
    return (id) => METRICS[id].fromSamples(input);
  }

  #gridReader(bins: number): MetricReader {
    const pane = this.#counted();
    const reference = this.#grid();
    const [layout] = reference.grid.layouts;
    if (layout === undefined) throw new Error('the reference has one feature');
    const input = metricInput({ reference, pane }, layout, { bins, minValues: 1 });
    return (id) => {
      const metric: MetricDefinition = METRICS[id];
      const reading = metric.read(input);
      if (reading.state === 'undefined') return reading;
      const pValue = metric.pValue?.(input, reading.value);
      return typeof pValue === 'number' ? { ...reading, pValue } : reading;
    };
  }

  #references(): ReferenceBuilder {
    if (this.#builder !== undefined) return this.#builder;
    const builder = createReferenceBuilder({ kinds: { [FEATURE]: 'numeric' } });
    this.#reference.drain((value) => builder.add({ [FEATURE]: value }));
    this.#builder = builder;
    return builder;
  }

  /** The reference is read to its end before the first row of the other file. */
  #grid(): FrozenReference {
    const provenance = { kind: 'file', detail: 'compared with', createdBy: 'leeway drift compare' } as const;
    this.#frozen ??= this.#references().freeze(provenance);
    return this.#frozen;
  }

  #counted(): Pane {
    if (this.#pane !== undefined) return this.#pane;
    const { grid } = this.#grid();
    addKeys(grid);
    const pane = createPane(grid);
    this.#current.drain((value) => countEvent(pane, grid, { features: { [FEATURE]: value } }));
    this.#pane = pane;
    return pane;
  }
}
