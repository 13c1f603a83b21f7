import { cellOfCategory, cellOfNumeric, cellOfVector, numericCell, numericValue } from '../grid/cell-of-value.ts';
import type { FeatureLayout, NumericLayout } from '../grid/grid.ts';
import { countSmallerKeys, highsOf } from '../grid/order-keys.ts';
import { MOMENT_UNIT, standardised } from '../grid/standardised.ts';
import { addError, reconstructionError } from '../multivariate/add-reconstruction.ts';
import { addExcess } from '../pane/count-event.ts';
import { addExact } from '../pane/exact-sum.ts';
import { MOMENTS_PER_FEATURE, type Pane } from '../pane/pane.ts';
import type { ScanPlan } from './scan-plan.ts';

/** Events that are looked up together. Sums of so many moments are exact doubles: 64 × 2^40 < 2^53. */
export const ROWS = 64;
/** Rows up to which they are emptied one by one. */
const FEW_ROWS = 8;
/** In place of a cell: the event has no such feature; a finite number, to be looked up; not to be counted. */
export const ABSENT = -1;
export const NUMBER = -2;
const UNCOUNTED = -3;
/** A power of two, so that multiplying by it is as exact as dividing by the other. */
const ONE_UNIT = 1 / MOMENT_UNIT;

/**
 * What was read of some events before it is counted: feature by feature over all of them, so that a feature's edges and
 * counts stay in the processor's nearest cache and several look-ups are under way at a time.
 */
export class EventBlock {
  plan: ScanPlan | null = null;
  /** Column by column, one a layout of the grid: a cell relative to the feature's first, or one of the above. */
  cells = new Int32Array(0);
  values = new Float64Array(0);
  /** The current event's place in each column; columns begin `ROWS` apart. All rows behind it are absent. */
  row = 0;
  /** Of the values, and how many edges lie below them. */
  #highs: Int32Array = new Int32Array(0);
  #below = new Int32Array(0);
  #columns = 0;
  #first = 0;
  #pane: Pane | null = null;
  #isCounted = false;
  /** Standardised values of the features that are reconstructed, row by row; 0 where an event has none. */
  #zs = new Float64Array(0);
  #zStride = 0;

  /** Makes room for an event; the last one is kept if it was counted. */
  begin(plan: ScanPlan): void {
    if (plan !== this.plan) {
      this.#settleUpTo(this.#isCounted ? this.row + 1 : this.row);
      this.#empty();
      this.#fit(plan);
    } else if (!this.#isCounted) this.#emptyRow(this.row);
    else if (this.row + 1 < ROWS) this.row += 1;
    else {
      this.#settleUpTo(ROWS);
      this.#empty();
    }
    this.#isCounted = false;
  }

  #empty(): void {
    if (this.row >= FEW_ROWS) this.cells.fill(ABSENT, 0, this.#columns * ROWS);
    else for (let row = 0; row <= this.row; row += 1) this.#emptyRow(row);
    this.row = 0;
    this.#first = 0;
  }

  #emptyRow(row: number): void {
    const end = this.#columns * ROWS;
    for (let at = row; at < end; at += ROWS) this.cells[at] = ABSENT;
  }

  #fit(plan: ScanPlan): void {
    this.plan = plan;
    this.#columns = plan.slots.length + 1;
    const size = this.#columns * ROWS;
    if (this.cells.length < size) {
      this.cells = new Int32Array(size).fill(ABSENT);
      this.values = new Float64Array(size);
      this.#highs = highsOf(this.values);
      this.#below = new Int32Array(size);
    }
    this.#zStride = plan.grid?.reconstruction?.grid.features.length ?? 0;
    if (this.#zs.length < this.#zStride * ROWS) this.#zs = new Float64Array(this.#zStride * ROWS);
  }

  /** What the model answered, as the last column. A failure without an answer says nothing of what it predicts. */
  setOutput(layout: FeatureLayout, raw: unknown, hasFailed: boolean): void {
    const at = (this.#columns - 1) * ROWS + this.row;
    if (hasFailed && (raw === undefined || raw === null)) {
      this.cells[at] = UNCOUNTED;
      return;
    }
    if (layout.kind === 'numeric') {
      const value = numericValue(raw, layout.feature.coerce);
      if (typeof value === 'number') {
        this.cells[at] = NUMBER;
        this.values[at] = value;
      } else this.cells[at] = cellOfNumeric(layout, value);
    } else this.cells[at] = layout.kind === 'vector' ? cellOfVector(layout, 'wrongType') : cellOfCategory(layout, raw);
  }

  /** Counts the current row into a pane, at the latest with `settle`. Again into another one: at once. */
  count(pane: Pane): void {
    if (this.#isCounted) {
      this.#countRows(pane, this.row, this.row + 1);
      return;
    }
    if (pane !== this.#pane) {
      this.#settleUpTo(this.row);
      this.#pane = pane;
    }
    this.#isCounted = true;
  }

  /** From here on panes hold all that was counted. */
  settle(): void {
    this.#settleUpTo(this.#isCounted ? this.row + 1 : this.row);
    this.#pane = null;
  }

  #settleUpTo(row: number): void {
    if (this.#pane !== null && row > this.#first) this.#countRows(this.#pane, this.#first, row);
    this.#first = row;
  }

  #countRows(pane: Pane, from: number, to: number): void {
    const { plan } = this;
    if (plan === null || plan.grid === null) return;
    const { layouts } = plan.grid;
    if (this.#zStride > 0) this.#zs.fill(0, from * this.#zStride, to * this.#zStride);
    for (let column = 0; column < layouts.length; column += 1)
      if (plan.numericLayouts[column] === null) this.#countCells(pane, plan, column, from, to);
      else this.#countNumbers(pane, plan, column, from, to);
    if (plan.grid.reconstruction !== null) this.#reconstruct(pane, plan.grid.reconstruction.components, from, to);
  }

  #countCells({ counts }: Pane, plan: ScanPlan, column: number, from: number, to: number): void {
    const { cells } = this;
    const offset = plan.offsets[column] as number;
    for (let at = column * ROWS + from; at < column * ROWS + to; at += 1) {
      let cell = cells[at] as number;
      if (cell === UNCOUNTED) continue;
      if (cell === ABSENT) cell = plan.absentCells[column] as number;
      counts[offset + cell] = (counts[offset + cell] as number) + 1;
    }
  }

  #countNumbers(pane: Pane, plan: ScanPlan, column: number, from: number, to: number): void {
    const { counts } = pane;
    const { cells, values } = this;
    const zs = this.#zs;
    const stride = this.#zStride;
    const offset = plan.offsets[column] as number;
    const edges = plan.edges[column] as Float64Array;
    const layout = plan.numericLayouts[column] as NumericLayout;
    const { keys } = layout;
    const centre = plan.centres[column] as number;
    const scale = plan.scales[column] as number;
    const z0 = plan.rowSlots[column] as number;
    const below = this.#below;
    const first = column * ROWS;
    if (keys !== null) countSmallerKeys(keys, this.#highs, first + (from & ~1), first + to, below);
    let sum = 0;
    let squares = 0;
    for (let row = from; row < to; row += 1) {
      const at = first + row;
      let cell = cells[at] as number;
      if (cell === NUMBER) {
        const value = values[at] as number;
        if (keys === null) cell = numericCell(edges, value);
        else {
          cell = below[at] as number;
          while (cell < edges.length && (edges[cell] as number) < value) cell += 1;
        }
        const z = standardised(value, centre, scale);
        sum += z;
        // Halves up, as Math.round.
        squares += Math.floor(z * z * ONE_UNIT + 0.5);
        if (cell === 0 || cell === edges.length) addExcess(pane, layout, z, cell);
        if (z0 >= 0) zs[row * stride + z0] = z * ONE_UNIT;
      } else if (cell < 0) {
        if (cell === UNCOUNTED) continue;
        cell = plan.absentCells[column] as number;
      }
      counts[offset + cell] = (counts[offset + cell] as number) + 1;
    }
    addExact(pane.moments, column * MOMENTS_PER_FEATURE, sum);
    addExact(pane.moments, column * MOMENTS_PER_FEATURE + 2, squares);
  }

  /** How far each event lies from what the principal components can say of it. */
  #reconstruct(pane: Pane, components: Float64Array, from: number, to: number): void {
    const size = this.#zStride;
    for (let row = from; row < to; row += 1)
      addError(pane.reconstruction, reconstructionError(components, this.#zs, size, row * size));
  }
}
