import { Reservoir } from '../reference/reservoir.ts';
import { MAX_RECONSTRUCTED } from './add-reconstruction.ts';
import { CoMoments, type Shift } from './co-moments.ts';

/** Rows that are kept before sums begin: they say which columns hold numbers, and where these lie. */
const FIRST_ROWS = 1_024;

export type RowMoments = { columns: readonly number[]; moments: CoMoments; sample: Reservoir };

function shiftOf(rows: readonly Float64Array[], width: number): Shift {
  const centre = new Float64Array(width);
  const scale = new Float64Array(width).fill(1);
  for (let i = 0; i < width; i += 1) {
    const sorted = Float64Array.from(rows, (row) => row[i] ?? Number.NaN)
      .filter((value) => !Number.isNaN(value))
      .toSorted();
    const median = sorted[sorted.length >>> 1] ?? 0;
    centre[i] = median;
    let spread = 0;
    for (const value of sorted) spread += Math.abs(value - median) / sorted.length;
    if (spread > 0 && Number.isFinite(spread)) scale[i] = spread;
  }
  return { centre, scale };
}

/**
 * Reads rows of numbers for the covariances of their columns, and keeps a uniform sample of rows. Columns that hold a
 * number within the first 1,024 rows take part, the first 128 of them.
 */
export class RowSample {
  readonly #slots = new Map<number, number>();
  readonly #row = new Float64Array(MAX_RECONSTRUCTED).fill(Number.NaN);
  #first: Float64Array[] | undefined = [];
  #read: { moments: CoMoments; sample: Reservoir } | undefined;

  /** A finite number of the row that is being read. */
  put(column: number, value: number): void {
    let slot = this.#slots.get(column);
    if (slot === undefined) {
      if (this.#first === undefined || this.#slots.size === MAX_RECONSTRUCTED) return;
      slot = this.#slots.size;
      this.#slots.set(column, slot);
    }
    this.#row[slot] = value;
  }

  endRow(): void {
    if (this.#first === undefined) this.#add(this.#row);
    else {
      this.#first.push(this.#row.slice(0, this.#slots.size));
      if (this.#first.length === FIRST_ROWS) this.#begin(this.#first);
    }
    this.#row.fill(Number.NaN);
  }

  finish(): RowMoments {
    if (this.#first !== undefined) this.#begin(this.#first);
    const { moments, sample } = this.#read ?? this.#empty([]);
    return { columns: [...this.#slots.keys()], moments, sample };
  }

  #empty(rows: readonly Float64Array[]): { moments: CoMoments; sample: Reservoir } {
    const width = this.#slots.size;
    return { moments: new CoMoments(shiftOf(rows, width)), sample: new Reservoir(Math.max(1, width)) };
  }

  #begin(rows: readonly Float64Array[]): void {
    this.#first = undefined;
    this.#read = this.#empty(rows);
    const width = this.#slots.size;
    for (const row of rows) {
      const whole = new Float64Array(width).fill(Number.NaN);
      whole.set(row);
      this.#add(whole);
    }
  }

  #add(row: Float64Array): void {
    this.#read?.moments.add(row);
    this.#read?.sample.add(row.subarray(0, this.#slots.size));
  }
}
