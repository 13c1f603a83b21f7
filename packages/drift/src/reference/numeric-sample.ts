import type { WeightedValues } from '../grid/numeric-edges.ts';
import { QuantileSketch } from './quantile-sketch.ts';

/** Distinct values that are counted exactly before the sketch takes over. */
const EXACT_DISTINCT = 65_536;
const FIRST_PENDING_SIZE = 64;
const PENDING_SIZE = 16_384;

/**
 * Finite numbers of one column in at most about 2 MB: counted exactly up to 65,536 distinct values (however many
 * rows), by QuantileSketch beyond. Mean and variance by Welford's recurrence, smallest and largest are exact.
 */
export class NumericSample {
  #values: Float64Array = new Float64Array(0);
  #weights: Float64Array = new Float64Array(0);
  #pending = new Float64Array(FIRST_PENDING_SIZE);
  #pendingCount = 0;
  #sketch: QuantileSketch | undefined;
  #count = 0;
  #mean = 0;
  #squares = 0;
  #min = Infinity;
  #max = -Infinity;

  add(raw: number): void {
    // −0 becomes 0: the two are one value.
    const value = raw + 0;
    this.#count += 1;
    const delta = value - this.#mean;
    this.#mean += delta / this.#count;
    this.#squares += delta * (value - this.#mean);
    if (value < this.#min) this.#min = value;
    if (value > this.#max) this.#max = value;
    if (this.#sketch !== undefined) {
      this.#sketch.add(value);
      return;
    }
    if (this.#pendingCount === this.#pending.length) this.#makeRoom();
    this.#pending[this.#pendingCount] = value;
    this.#pendingCount += 1;
    if (this.#pendingCount === PENDING_SIZE) this.#absorb();
  }

  get count(): number {
    return this.#count;
  }

  /** Mean, or null without values or when it is beyond the range of doubles. */
  get mean(): number | null {
    return this.#count > 0 && Number.isFinite(this.#mean) ? this.#mean : null;
  }

  /** Standard deviation with divisor n, or null without values or when it is beyond the range of doubles. */
  get sd(): number | null {
    const sd = Math.sqrt(this.#squares / this.#count);
    return Number.isFinite(sd) ? sd : null;
  }

  get min(): number | null {
    return this.#count > 0 ? this.#min : null;
  }

  get max(): number | null {
    return this.#count > 0 ? this.#max : null;
  }

  /** Numbers that are kept in memory. */
  get retained(): number {
    return this.#values.length + this.#weights.length + this.#pending.length + (this.#sketch?.retained ?? 0);
  }

  /** Largest error of a cumulative share; 0 when every value was counted. */
  get rankErrorShare(): number {
    return this.#sketch === undefined ? 0 : this.#sketch.rankError / this.#count;
  }

  weighted(): WeightedValues {
    if (this.#sketch !== undefined) return this.#sketch.weighted();
    this.#absorb();
    return this.#sketch === undefined ? { values: this.#values, weights: this.#weights } : this.weighted();
  }

  #makeRoom(): void {
    const larger = new Float64Array(Math.min(PENDING_SIZE, this.#pending.length * 4));
    larger.set(this.#pending);
    this.#pending = larger;
  }

  #absorb(): void {
    const sorted = this.#pending.subarray(0, this.#pendingCount).toSorted();
    this.#pendingCount = 0;
    const merged = mergeSorted({ values: this.#values, weights: this.#weights }, sorted);
    this.#values = merged.values;
    this.#weights = merged.weights;
    if (merged.values.length <= EXACT_DISTINCT) return;
    const sketch = new QuantileSketch();
    for (let i = 0; i < merged.values.length; i += 1) sketch.add(merged.values[i] ?? 0, merged.weights[i] ?? 0);
    this.#sketch = sketch;
    this.#values = new Float64Array(0);
    this.#weights = new Float64Array(0);
    this.#pending = new Float64Array(0);
  }
}

function mergeSorted(known: WeightedValues, sorted: Float64Array): WeightedValues {
  const values = new Float64Array(known.values.length + sorted.length);
  const weights = new Float64Array(values.length);
  let size = 0;
  const push = (value: number, weight: number): void => {
    if (size > 0 && values[size - 1] === value) {
      weights[size - 1] = (weights[size - 1] ?? 0) + weight;
      return;
    }
    values[size] = value;
    weights[size] = weight;
    size += 1;
  };
  let k = 0;
  for (const value of sorted) {
    for (; k < known.values.length && (known.values[k] ?? 0) <= value; k += 1)
      push(known.values[k] ?? 0, known.weights[k] ?? 0);
    push(value, 1);
  }
  for (; k < known.values.length; k += 1) push(known.values[k] ?? 0, known.weights[k] ?? 0);
  return { values: values.slice(0, size), weights: weights.slice(0, size) };
}
