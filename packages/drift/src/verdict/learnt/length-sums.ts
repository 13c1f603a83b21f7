import { HOUR_MS } from '../../alarms/alarm-counts.ts';

/** In half a day a cell may hold more events than 32 bits count. */
const WIDE_FROM_MS = 12 * HOUR_MS;

/** What a pane adds: cells of all columns, and each column's rows. */
export type ColumnCounts = { cells: Float64Array; rows: Float64Array };

/** Sums of one window length. */
export type LengthSums = {
  windowMs: number;
  counts: Uint32Array | Float64Array;
  /** Rows of each column by the hour that they fell into. */
  hours: Map<number, Float64Array>;
};

export function emptyLengthSums(windowMs: number, width: number): LengthSums {
  const counts = windowMs >= WIDE_FROM_MS ? new Float64Array(width) : new Uint32Array(width);
  return { windowMs, counts, hours: new Map() };
}

/** `target += sign × cells`. False when something would become negative. */
function addCells(target: Uint32Array | Float64Array, cells: ArrayLike<number>, sign: 1 | -1): boolean {
  let least = 0;
  for (let cell = 0; cell < target.length; cell += 1) {
    const next = (target[cell] as number) + sign * (cells[cell] as number);
    target[cell] = next;
    if (next < least) least = next;
  }
  return least === 0;
}

function addRows({ hours }: LengthSums, hourStartMs: number, rows: Float64Array, sign: 1 | -1): boolean {
  const target = hours.get(hourStartMs) ?? new Float64Array(rows.length);
  hours.set(hourStartMs, target);
  let left = 0;
  let least = 0;
  for (let column = 0; column < target.length; column += 1) {
    const next = (target[column] as number) + sign * (rows[column] as number);
    target[column] = next;
    left += next;
    if (next < least) least = next;
  }
  if (left === 0) hours.delete(hourStartMs);
  return least === 0;
}

/** Adds a pane, or takes it away. False when something would become negative: then the sums are of no use any more. */
export function changeSums(sums: LengthSums, startMs: number, { cells, rows }: ColumnCounts, sign: 1 | -1): boolean {
  const hourStartMs = Math.floor(startMs / HOUR_MS) * HOUR_MS;
  const isGood = addCells(sums.counts, cells, sign);
  return addRows(sums, hourStartMs, rows, sign) && isGood;
}

/** One pane comes in and another goes out, in one pass. False as above. */
export function shiftSums(
  sums: LengthSums,
  entering: ColumnCounts & { startMs: number },
  leaving: ColumnCounts & { startMs: number },
): boolean {
  const { counts } = sums;
  const more = entering.cells;
  const less = leaving.cells;
  let least = 0;
  for (let cell = 0; cell < counts.length; cell += 1) {
    const next = (counts[cell] as number) + ((more[cell] as number) - (less[cell] as number));
    counts[cell] = next;
    if (next < least) least = next;
  }
  addRows(sums, Math.floor(entering.startMs / HOUR_MS) * HOUR_MS, entering.rows, 1);
  return addRows(sums, Math.floor(leaving.startMs / HOUR_MS) * HOUR_MS, leaving.rows, -1) && least === 0;
}

/** Adds what `now` holds more than `before`. */
export function addDifference(sums: LengthSums, before: LengthSums, now: LengthSums): void {
  for (let cell = 0; cell < sums.counts.length; cell += 1)
    sums.counts[cell] = (sums.counts[cell] as number) + (now.counts[cell] as number) - (before.counts[cell] as number);
  for (const [hour, rows] of now.hours) addRows(sums, hour, rows, 1);
  for (const [hour, rows] of before.hours) addRows(sums, hour, rows, -1);
}
