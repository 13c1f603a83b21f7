import type { AlarmWindow } from '../../alarms/alarm-counts.ts';
import { addPaneCells } from '../../alarms/pane-cells.ts';
import type { Grid } from '../../grid/grid.ts';
import type { Pane } from '../../pane/pane.ts';
import { alarmColumns, columnsWidth, type AlarmColumn } from './alarm-columns.ts';
import { joinStretches, type Stretch } from './join-stretches.ts';
import {
  addDifference,
  changeSums,
  emptyLengthSums,
  shiftSums,
  type ColumnCounts,
  type LengthSums,
} from './length-sums.ts';

export type PaneOf = (startMs: number) => Pane | undefined;

/** A window's counts are handed out in these, one for each width: a thousand models need no thousand copies. */
const handedOut = new Map<number, Float64Array>();
/** A pane that comes in, and one that goes out. */
let scratch = [new Float64Array(0), new Float64Array(0)] as const;

function windowBuffer(width: number): Float64Array {
  const buffer = handedOut.get(width) ?? new Float64Array(width);
  handedOut.set(width, buffer);
  return buffer;
}

/**
 * Counts of windows of several lengths that end together. Moving them on costs one pane in and one pane out a length,
 * however long it is.
 */
export class WindowSums {
  readonly columns: readonly AlarmColumn[];
  readonly #paneMs: number;
  readonly #width: number;
  /** In ascending order of length. */
  readonly #lengths: LengthSums[];
  /** Events of every pane in the longest window as they were counted, by pane modulo their number. */
  readonly #events: Float64Array;
  readonly #rows: readonly [Float64Array, Float64Array];
  #endMs: number;

  /** Empty windows that end at `endMs`. */
  constructor(grid: Grid, windowMs: readonly number[], { paneMs, endMs }: { paneMs: number; endMs: number }) {
    this.columns = alarmColumns(grid);
    this.#width = columnsWidth(this.columns);
    this.#paneMs = paneMs;
    this.#lengths = windowMs.map((length) => emptyLengthSums(length, this.#width));
    this.#events = new Float64Array((windowMs.at(-1) ?? paneMs) / paneMs);
    this.#rows = [new Float64Array(this.columns.length), new Float64Array(this.columns.length)];
    this.#endMs = endMs;
  }

  get endMs(): number {
    return this.#endMs;
  }

  /** Bytes of its arrays, about. */
  get byteLength(): number {
    return this.#lengths.reduce(
      (sum, { counts, hours }) => sum + counts.byteLength + hours.size * (64 + 8 * this.columns.length),
      this.#events.byteLength,
    );
  }

  /** Adds a pane to every window that holds it. */
  add(startMs: number, pane: Pane): void {
    if (!this.#holds(startMs, this.#lengths.at(-1))) return;
    const counts = this.#read(pane, 0);
    this.#remember(startMs, pane.events);
    for (const length of this.#lengths) if (this.#holds(startMs, length)) changeSums(length, startMs, counts, 1);
  }

  /** How many events of a pane were counted. */
  eventsOf(startMs: number): number {
    return this.#events[this.#place(startMs)] ?? 0;
  }

  /** Panes that `moveTo` asks for. */
  needsFor(endMs: number): Stretch[] {
    const by = endMs - this.#endMs;
    const leaving = this.#lengths.map(({ windowMs }) => {
      const fromMs = this.#endMs - windowMs;
      return { fromMs, toMs: fromMs + by };
    });
    return joinStretches([...leaving, { fromMs: this.#endMs, toMs: endMs }]);
  }

  /**
   * Moves all windows on. False where a pane holds more than was counted of it when it came: sums are then of no use
   * and have to be counted anew.
   */
  moveTo(endMs: number, paneOf: PaneOf): boolean {
    while (this.#endMs < endMs) {
      const startMs = this.#endMs;
      const entering = paneOf(startMs);
      const more = entering === undefined ? undefined : this.#read(entering, 0);
      for (const length of this.#lengths) {
        const leavingMs = startMs - length.windowMs;
        const leaving = paneOf(leavingMs);
        const less = leaving === undefined ? undefined : this.#read(leaving, 1);
        if (!shifted(length, more && { startMs, ...more }, less && { startMs: leavingMs, ...less })) return false;
      }
      this.#remember(startMs, entering?.events ?? 0);
      this.#endMs += this.#paneMs;
    }
    return true;
  }

  /** The shortest of its windows that holds everything from an instant on. */
  shortestSince(fromMs: number): number | undefined {
    return this.#lengths.find(({ windowMs }) => this.#endMs - windowMs <= fromMs)?.windowMs;
  }

  /**
   * Counts anew what lies in the window of one length, whose panes `from` has taken (same end, the lengths up to that
   * one): for panes that changed after they were counted. Longer windows change by the difference.
   */
  takeOver(from: WindowSums): void {
    const last = from.#lengths.at(-1);
    const index = this.#lengths.findIndex(({ windowMs }) => windowMs === last?.windowMs);
    const before = this.#lengths[index];
    if (last === undefined || before === undefined || from.#endMs !== this.#endMs)
      throw new RangeError('sums of other windows');
    for (const longer of this.#lengths.slice(index + 1)) addDifference(longer, before, last);
    this.#lengths.splice(0, index + 1, ...from.#lengths);
    for (let startMs = this.#endMs - last.windowMs; startMs < this.#endMs; startMs += this.#paneMs)
      this.#remember(startMs, from.eventsOf(startMs));
  }

  /** One column's window. What it returns is overwritten by the next call. */
  windowOf(column: number, length: number, byHours: boolean): AlarmWindow {
    const sums = this.#lengths[length];
    const place = this.columns[column];
    if (sums === undefined || place === undefined) throw new RangeError('no such window');
    const counts = windowBuffer(place.width);
    counts.set(sums.counts.subarray(place.offset, place.offset + place.width));
    const hours: { hourStartMs: number; rows: number }[] = [];
    let all = 0;
    for (const [hourStartMs, rows] of sums.hours) {
      const count = rows[column] ?? 0;
      all += count;
      if (byHours) hours.push({ hourStartMs, rows: count });
    }
    // In one order however they were counted: sums of doubles depend on it.
    hours.sort((a, b) => a.hourStartMs - b.hourStartMs);
    return { counts, hours: byHours ? hours : [{ hourStartMs: 0, rows: all }] };
  }

  #holds(startMs: number, length: LengthSums | undefined): boolean {
    return startMs < this.#endMs && startMs >= this.#endMs - (length?.windowMs ?? 0);
  }

  #place(startMs: number): number {
    return Math.floor(startMs / this.#paneMs) % this.#events.length;
  }

  #remember(startMs: number, events: number): void {
    this.#events[this.#place(startMs)] = events;
  }

  /** What it returns is overwritten by the next call for the same place. */
  #read(pane: Pane, into: 0 | 1): ColumnCounts {
    if (scratch[0].length < this.#width) scratch = [new Float64Array(this.#width), new Float64Array(this.#width)];
    const cells = scratch[into];
    cells.fill(0, 0, this.#width);
    const rows = this.#rows[into];
    for (const [index, { layout, feature, offset }] of this.columns.entries())
      rows[index] = addPaneCells(layout, feature, pane.counts, cells, offset);
    return { cells, rows };
  }
}

type MovingPane = ColumnCounts & { startMs: number };

function shifted(length: LengthSums, entering: MovingPane | undefined, leaving: MovingPane | undefined): boolean {
  if (entering !== undefined && leaving !== undefined) return shiftSums(length, entering, leaving);
  if (entering !== undefined) return changeSums(length, entering.startMs, entering, 1);
  return leaving === undefined || changeSums(length, leaving.startMs, leaving, -1);
}
