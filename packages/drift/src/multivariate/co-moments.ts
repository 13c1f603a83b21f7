/** Per column: what is taken away from values and what they are divided by before they are summed. */
export type Shift = { centre: Float64Array; scale: Float64Array };

/**
 * Covariances of the columns of a table, read row by row in memory that depends on the number of columns only. A
 * missing value (NaN) counts as its column's final mean. Sums are of shifted values, so that columns far from zero
 * keep their precision.
 */
export class CoMoments {
  readonly #width: number;
  readonly #shift: Shift;
  #rows = 0;
  readonly #present: Float64Array;
  readonly #sums: Float64Array;
  /** Σ xᵢxⱼ over rows that have both; upper triangle. */
  readonly #products: Float64Array;
  /** Σ xᵢ, and the number, of rows that have i and lack j. */
  readonly #sumsWithout: Float64Array;
  readonly #rowsWithout: Float64Array;
  readonly #row: Float64Array;

  constructor(shift: Shift) {
    this.#shift = shift;
    this.#width = shift.centre.length;
    this.#present = new Float64Array(this.#width);
    this.#sums = new Float64Array(this.#width);
    this.#row = new Float64Array(this.#width);
    this.#products = new Float64Array(this.#width ** 2);
    this.#sumsWithout = new Float64Array(this.#width ** 2);
    this.#rowsWithout = new Float64Array(this.#width ** 2);
  }

  add(values: ArrayLike<number>): void {
    const width = this.#width;
    const x = this.#row;
    let missing = 0;
    this.#rows += 1;
    for (let i = 0; i < width; i += 1) {
      const value = values[i] ?? Number.NaN;
      x[i] = (value - (this.#shift.centre[i] as number)) / (this.#shift.scale[i] as number);
      if (Number.isNaN(value)) missing += 1;
      else {
        this.#present[i] = (this.#present[i] as number) + 1;
        this.#sums[i] = (this.#sums[i] as number) + (x[i] as number);
      }
    }
    if (missing > 0) this.#addGaps(x);
    const products = this.#products;
    for (let i = 0; i < width; i += 1) {
      const xi = x[i] as number;
      if (xi === 0 || Number.isNaN(xi)) continue;
      const line = i * width;
      for (let j = i; j < width; j += 1) products[line + j] = (products[line + j] as number) + xi * (x[j] as number);
    }
  }

  /** NaN is a gap from here on only in `#sumsWithout` and `#rowsWithout`: in products it becomes 0. */
  #addGaps(x: Float64Array): void {
    const width = this.#width;
    for (let j = 0; j < width; j += 1) {
      if (!Number.isNaN(x[j])) continue;
      for (let i = 0; i < width; i += 1) {
        const xi = x[i] as number;
        if (Number.isNaN(xi)) continue;
        const at = i * width + j;
        this.#sumsWithout[at] = (this.#sumsWithout[at] as number) + xi;
        this.#rowsWithout[at] = (this.#rowsWithout[at] as number) + 1;
      }
    }
    for (let i = 0; i < width; i += 1) if (Number.isNaN(x[i])) x[i] = 0;
  }

  get rows(): number {
    return this.#rows;
  }

  /** Covariance (divisor n, all rows) of two columns; NaN or infinite where it is beyond the range of doubles. */
  covariance(first: number, second: number): number {
    const [i, j] = first < second ? [first, second] : [second, first];
    const width = this.#width;
    const at = (values: Float64Array, index: number): number => values[index] ?? 0;
    const mean = (column: number): number => at(this.#sums, column) / Math.max(1, at(this.#present, column));
    const both = at(this.#present, i) - at(this.#rowsWithout, i * width + j);
    const sumI = at(this.#sums, i) - at(this.#sumsWithout, i * width + j);
    const sumJ = at(this.#sums, j) - at(this.#sumsWithout, j * width + i);
    const products = at(this.#products, i * width + j);
    const centred = products - mean(j) * sumI - mean(i) * sumJ + mean(i) * mean(j) * both;
    return (centred / this.#rows) * at(this.#shift.scale, i) * at(this.#shift.scale, j);
  }
}
