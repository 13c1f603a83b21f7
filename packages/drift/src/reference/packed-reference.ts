import type { Grid } from '../grid/grid.ts';
import type { FrozenReference } from './frozen-reference.ts';

type Counts = Uint8Array | Uint16Array | Uint32Array | Float64Array;

/** Counts in the narrowest form that holds them exactly. */
function narrowed(counts: Float64Array): Counts {
  let largest = 0;
  for (const count of counts) largest = Math.max(largest, count);
  if (largest < 2 ** 8) return Uint8Array.from(counts);
  if (largest < 2 ** 16) return Uint16Array.from(counts);
  if (largest < 2 ** 32) return Uint32Array.from(counts);
  return counts;
}

/**
 * A reference for processes that keep thousands: counts take as little room as they can, and the grid is one that
 * panes are counted on elsewhere. `unpack` gives it back as it was, in microseconds.
 */
export class PackedReference {
  readonly id: string;
  readonly grid: Grid;
  readonly #rest: Omit<FrozenReference, 'counts' | 'grid' | 'quality'>;
  readonly #counts: Counts;
  readonly #quality: { positive: Counts; negative: Counts } | null;
  #unpacked: WeakRef<FrozenReference> | null = null;

  /** `grid`: equal to the reference's, perhaps shared. Throws RangeError when it is another. */
  constructor(reference: FrozenReference, grid: Grid) {
    if (grid.id !== reference.gridId) throw new RangeError(`grid ${grid.id}, the reference's is ${reference.gridId}`);
    const { counts, grid: _own, quality, ...rest } = reference;
    this.id = reference.id;
    this.grid = grid;
    this.#rest = rest;
    this.#counts = narrowed(counts);
    this.#quality =
      quality === null ? null : { positive: narrowed(quality.positive), negative: narrowed(quality.negative) };
  }

  get gridId(): string {
    return this.grid.id;
  }

  /** The same one as long as somebody holds it. */
  unpack(): FrozenReference {
    const known = this.#unpacked?.deref();
    if (known !== undefined) return known;
    const quality = this.#quality;
    const unpacked: FrozenReference = {
      ...this.#rest,
      grid: this.grid,
      counts: Float64Array.from(this.#counts),
      quality:
        quality === null
          ? null
          : { positive: Float64Array.from(quality.positive), negative: Float64Array.from(quality.negative) },
    };
    this.#unpacked = new WeakRef(unpacked);
    return unpacked;
  }
}
