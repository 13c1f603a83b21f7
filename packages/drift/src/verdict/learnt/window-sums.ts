import { HOUR_MS, type AlarmWindow } from '../../alarms/alarm-counts.ts';
import { addPaneCells } from '../../alarms/pane-cells.ts';
import type { Grid } from '../../grid/grid.ts';
import type { Pane } from '../../pane/pane.ts';
import { alarmColumns, columnsWidth, type AlarmColumn } from './alarm-columns.ts';

/** In a day a cell may hold more events than 32 bits count. */
const WIDE_FROM_MS = 12 * HOUR_MS;

type LengthSums = {
  windowMs: number;
  counts: Uint32Array | Float64Array;
  /** Rows of each column by the hour that they fell into. */
  hours: Map<number, Float64Array>;
};

export type PaneOf = (startMs: number) => Pane | undefined;
/** From (included) to (excluded), in ms. */
export type Stretch = { fromMs: number; toMs: number };

/**
 * Counts of windows of several lengths that end together. Moving them on costs one pane in and one pane out a length,
 * however long it is.
 */
export class WindowSums {
  readonly columns: readonly AlarmColumn[];
  readonly #paneMs: number;
  readonly #lengths: readonly LengthSums[];
  readonly #cells: Float64Array;
  readonly #rows: Float64Array;
  readonly #window: readonly Float64Array[];
  #endMs: number;

  /** Empty windows that end at `endMs`. */
  constructor(grid: Grid, windowMs: readonly number[], { paneMs, endMs }: { paneMs: number; endMs: number }) {
    this.columns = alarmColumns(grid);
    const width = columnsWidth(this.columns);
    this.#paneMs = paneMs;
    this.#lengths = windowMs.map((length) => ({
      windowMs: length,
      counts: length >= WIDE_FROM_MS ? new Float64Array(width) : new Uint32Array(width),
      hours: new Map(),
    }));
    this.#cells = new Float64Array(width);
    this.#rows = new Float64Array(this.columns.length);
    this.#window = this.columns.map((column) => new Float64Array(column.width));
    this.#endMs = endMs;
  }

  get endMs(): number {
    return this.#endMs;
  }

  /** Bytes of its arrays, about. */
  get byteLength(): number {
    return this.#lengths.reduce(
      (sum, { counts, hours }) => sum + counts.byteLength + hours.size * (64 + 8 * this.columns.length),
      this.#cells.byteLength * 2,
    );
  }

  /** Adds a pane to every window that holds it. */
  add(startMs: number, pane: Pane): void {
    this.#read(pane);
    for (const length of this.#lengths)
      if (startMs < this.#endMs && startMs >= this.#endMs - length.windowMs) this.#change(length, startMs, 1);
  }

  /** Panes that `moveTo` asks for, in stretches that do not overlap. */
  needsFor(endMs: number): Stretch[] {
    const by = endMs - this.#endMs;
    const leaving = this.#lengths.map(({ windowMs }) => ({
      fromMs: this.#endMs - windowMs,
      toMs: this.#endMs - windowMs + by,
    }));
    return joined([...leaving, { fromMs: this.#endMs, toMs: endMs }]);
  }

  /**
   * Moves all windows on. False where a pane holds more than was counted of it when it came: sums are then of no use
   * and have to be counted anew.
   */
  moveTo(endMs: number, paneOf: PaneOf): boolean {
    while (this.#endMs < endMs) {
      const startMs = this.#endMs;
      const entering = paneOf(startMs);
      if (entering !== undefined) {
        this.#read(entering);
        for (const length of this.#lengths) this.#change(length, startMs, 1);
      }
      for (const length of this.#lengths) {
        const leavingMs = startMs - length.windowMs;
        const leaving = paneOf(leavingMs);
        if (leaving === undefined) continue;
        this.#read(leaving);
        if (!this.#change(length, leavingMs, -1)) return false;
      }
      this.#endMs += this.#paneMs;
    }
    return true;
  }

  /** One column's window. What it returns is overwritten by the next call for that column. */
  windowOf(column: number, length: number, byHours: boolean): AlarmWindow {
    const into = this.#window[column];
    const sums = this.#lengths[length];
    const place = this.columns[column];
    if (into === undefined || sums === undefined || place === undefined) throw new RangeError('no such window');
    into.set(sums.counts.subarray(place.offset, place.offset + place.width));
    const hours: { hourStartMs: number; rows: number }[] = [];
    let all = 0;
    for (const [hourStartMs, rows] of sums.hours) {
      const count = rows[column] ?? 0;
      all += count;
      if (byHours) hours.push({ hourStartMs, rows: count });
    }
    return { counts: into, hours: byHours ? hours : [{ hourStartMs: 0, rows: all }] };
  }

  #read(pane: Pane): void {
    this.#cells.fill(0);
    for (const [index, { layout, feature, offset }] of this.columns.entries())
      this.#rows[index] = addPaneCells(layout, feature, pane.counts, this.#cells, offset);
  }

  /** Adds what was read last, or takes it away. False when something would become negative. */
  #change(length: LengthSums, startMs: number, sign: 1 | -1): boolean {
    const { counts, hours } = length;
    const cells = this.#cells;
    let least = 0;
    for (let cell = 0; cell < cells.length; cell += 1) {
      const next = (counts[cell] as number) + sign * (cells[cell] as number);
      counts[cell] = next;
      if (next < least) least = next;
    }
    const hourStartMs = Math.floor(startMs / HOUR_MS) * HOUR_MS;
    const rows = hours.get(hourStartMs) ?? new Float64Array(this.columns.length);
    hours.set(hourStartMs, rows);
    let left = 0;
    for (let column = 0; column < rows.length; column += 1) {
      const next = (rows[column] as number) + sign * (this.#rows[column] as number);
      rows[column] = next;
      left += next;
      if (next < least) least = next;
    }
    if (left === 0) hours.delete(hourStartMs);
    return least === 0;
  }
}

function joined(stretches: readonly Stretch[]): Stretch[] {
  const all: Stretch[] = [];
  for (const { fromMs, toMs } of stretches.toSorted((a, b) => a.fromMs - b.fromMs)) {
    const last = all.at(-1);
    if (last !== undefined && fromMs <= last.toMs) last.toMs = Math.max(last.toMs, toMs);
    else all.push({ fromMs, toMs });
  }
  return all;
}
