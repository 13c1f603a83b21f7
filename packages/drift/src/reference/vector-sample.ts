import type { SpecialCell } from '../grid/grid.ts';
import { vectorValue } from '../grid/vector-value.ts';
import { Reservoir } from './reservoir.ts';

/** Vectors whose pairwise distances give the bandwidth. */
const BANDWIDTH_ROWS = 256;

function distance(a: Float64Array, b: Float64Array): number {
  let squares = 0;
  for (let i = 0; i < a.length; i += 1) squares += ((a[i] ?? 0) - (b[i] ?? 0)) ** 2;
  return Math.sqrt(squares);
}

/** Vectors of one column: the first says the dimension, another one is of the wrong type. */
export class VectorSample {
  #sample: Reservoir | undefined;
  #dimension = 0;

  /** Undefined when it was added, else what it is instead of a vector of the column's dimension. */
  add(raw: unknown, coerce: boolean): SpecialCell | undefined {
    const vector = vectorValue(raw, this.#sample === undefined ? undefined : this.#dimension, coerce);
    if (typeof vector === 'string') return vector;
    this.#dimension = vector.length;
    this.#sample ??= new Reservoir(vector.length);
    this.#sample.add(vector);
    return undefined;
  }

  get count(): number {
    return this.#sample?.seen ?? 0;
  }

  get dimension(): number {
    return this.#dimension;
  }

  /** A uniform sample: at most 2,048 vectors and two million numbers. */
  *sample(): Generator<Float64Array> {
    for (let i = 0; i < (this.#sample?.size ?? 0); i += 1) yield this.#sample?.row(i) ?? new Float64Array(0);
  }

  /**
   * Median distance of two different vectors (median heuristic of Gretton et al., JMLR 2012), from at most 256 of them;
   * where none differ or distances are beyond the range of doubles, the largest component, and 1 where that is 0.
   */
  bandwidth(): number {
    const rows = [...this.sample()].slice(0, BANDWIDTH_ROWS);
    const distances = rows.flatMap((row, i) => rows.slice(i + 1).map((other) => distance(row, other)));
    const sorted = Float64Array.from(distances.filter((one) => one > 0)).toSorted();
    const median = sorted[sorted.length >>> 1];
    if (median !== undefined && Number.isFinite(median)) return median;
    let largest = 0;
    for (const row of rows) for (const value of row) largest = Math.max(largest, Math.abs(value));
    return largest || 1;
  }
}
