import { MINUTE_MS } from '../budget/rolling-window.ts';
import type { WindowCounts } from './minute-series.ts';

/** The window of the SLO itself, in which its history is young or not. */
export const WHOLE_WINDOW = 'window';

/** Where a window that is kept begins; all of a tally end at the same minute. */
export type WindowEdge = { key: string; fromMs: number };
export type TallyWindow = WindowEdge & WindowCounts;

/** Sums of several windows that end at one moment, moved on minute by minute. */
export type WindowTally = {
  /** End of the newest minute that is in the sums, exclusive. */
  toMs: number;
  windows: readonly TallyWindow[];
  /** Start of the first measured minute of the SLO's own window; null = none. */
  measuredFromMs: number | null;
  /** End of the newest measured minute; null = none. */
  measuredToMs: number | null;
};

/** What a minute became, less what it was, at a minute that a tally holds already. */
export type MinuteChange = WindowCounts & { minuteMs: number; isFirstCount: boolean };

export type CountsAt = (minuteMs: number) => { good: number; bad: number; unknown: number } | undefined;

/** Minutes that may enter and leave one window at a time; a longer pause is cheaper to sum afresh. */
export const MOST_MINUTES_MOVED = 240;

/**
 * The minutes whose counts it takes to move a tally on: those that come in and, window by window, those that go out.
 * How many depends on the time that passed and on the number of windows, never on their length. Null when the sums must
 * be made afresh: a window that is not kept, one that begins earlier than it did, or a pause too long to walk.
 */
export function minutesToMove(tally: WindowTally, edges: readonly WindowEdge[], toMs: number): number[] | null {
  const kept = new Map(tally.windows.map((window) => [window.key, window.fromMs]));
  const minutes = new Set<number>();
  const add = (fromMs: number, untilMs: number): boolean => {
    if (untilMs < fromMs || untilMs - fromMs > MOST_MINUTES_MOVED * MINUTE_MS) return false;
    for (let minuteMs = fromMs; minuteMs < untilMs; minuteMs += MINUTE_MS) minutes.add(minuteMs);
    return true;
  };
  if (!add(tally.toMs, toMs)) return null;
  for (const { key, fromMs } of edges) {
    const before = kept.get(key);
    if (before === undefined || before > tally.toMs || fromMs > toMs || !add(before, fromMs)) return null;
    // The first minute inside: most often it is the one since which something was measured.
    if (key === WHOLE_WINDOW) minutes.add(fromMs);
  }
  return [...minutes];
}

/** Moves every window on: adds the minutes that came in, takes out those that left it. `counts` knows `minutesToMove`. */
export function moveTally(
  tally: WindowTally,
  edges: readonly WindowEdge[],
  toMs: number,
  counts: CountsAt,
): WindowTally {
  const incoming = sumOf(counts, tally.toMs, toMs);
  const kept = new Map(tally.windows.map((window) => [window.key, window]));
  const windows = edges.map(({ key, fromMs }): TallyWindow => {
    const before = kept.get(key);
    if (before === undefined) throw new RangeError(`the window ${key} is not kept`);
    const left = sumOf(counts, before.fromMs, fromMs);
    return { key, fromMs, ...plus(plus(before, incoming, 1), left, -1) };
  });
  return { toMs, windows, ...moveMeasured(tally, windows, toMs, counts) };
}

function moveMeasured(
  tally: WindowTally,
  windows: readonly TallyWindow[],
  toMs: number,
  counts: CountsAt,
): Pick<WindowTally, 'measuredFromMs' | 'measuredToMs'> {
  let { measuredFromMs, measuredToMs } = tally;
  for (let minuteMs = tally.toMs; minuteMs < toMs; minuteMs += MINUTE_MS) {
    if (!isMeasured(counts(minuteMs))) continue;
    measuredFromMs ??= minuteMs;
    measuredToMs = minuteMs + MINUTE_MS;
  }
  const whole = wholeWindow(windows);
  if (whole === undefined || whole.measuredMinutes === 0) return { measuredFromMs: null, measuredToMs };
  if (measuredFromMs !== null && measuredFromMs >= whole.fromMs) return { measuredFromMs, measuredToMs };
  // It left the window. Where the next one is not the very first minute, the caller looks for it.
  return { measuredFromMs: isMeasured(counts(whole.fromMs)) ? whole.fromMs : null, measuredToMs };
}

function wholeWindow(windows: readonly TallyWindow[]): TallyWindow | undefined {
  return windows.find(({ key }) => key === WHOLE_WINDOW);
}

/** Whether something was measured in the window and nobody knows since when. */
export function lacksMeasuredFrom(tally: WindowTally): boolean {
  return tally.measuredFromMs === null && (wholeWindow(tally.windows)?.measuredMinutes ?? 0) > 0;
}

/**
 * Puts changed minutes right in every window that holds them. `measuredToMs` is null afterwards when its minute lost
 * what was measured in it, and the first measured one likewise: the caller looks for them.
 */
export function restateTally(tally: WindowTally, changes: readonly MinuteChange[]): WindowTally {
  if (changes.length === 0) return tally;
  let { measuredFromMs, measuredToMs } = tally;
  const windows = tally.windows.map((window) => ({ ...window }));
  const whole = wholeWindow(windows);
  for (const change of changes) {
    const { minuteMs } = change;
    for (const window of windows)
      if (minuteMs >= window.fromMs && minuteMs < tally.toMs) Object.assign(window, plus(window, change, 1));
    if (change.measuredMinutes > 0) {
      measuredToMs = Math.max(measuredToMs ?? -Infinity, minuteMs + MINUTE_MS);
      if (measuredFromMs !== null && minuteMs >= (whole?.fromMs ?? Infinity))
        measuredFromMs = Math.min(measuredFromMs, minuteMs);
    }
    if (change.measuredMinutes < 0) {
      if (measuredFromMs === minuteMs) measuredFromMs = null;
      if (measuredToMs === minuteMs + MINUTE_MS) measuredToMs = null;
    }
  }
  return { ...tally, windows, measuredFromMs, measuredToMs };
}

/** Reads a tally as `evaluatePolicy` asks for it. Throws RangeError for a window that is not kept. */
export function tallySum(tally: WindowTally): (fromMs: number, toMs: number) => WindowCounts {
  const byStart = new Map(tally.windows.map((window) => [window.fromMs, window]));
  return (fromMs, toMs) => {
    const found = toMs === tally.toMs ? byStart.get(fromMs) : undefined;
    if (found === undefined) throw new RangeError('a window that is not kept');
    return found;
  };
}

function isMeasured(counts: ReturnType<CountsAt>): boolean {
  return counts !== undefined && counts.good + counts.bad > 0;
}

function sumOf(counts: CountsAt, fromMs: number, toMs: number): WindowCounts {
  const sum = { good: 0, bad: 0, unknown: 0, measuredMinutes: 0 };
  for (let minuteMs = fromMs; minuteMs < toMs; minuteMs += MINUTE_MS) {
    const at = counts(minuteMs);
    if (at === undefined) continue;
    sum.good += at.good;
    sum.bad += at.bad;
    sum.unknown += at.unknown;
    if (isMeasured(at)) sum.measuredMinutes += 1;
  }
  return sum;
}

function plus(a: WindowCounts, b: WindowCounts, sign: 1 | -1): WindowCounts {
  return {
    good: a.good + sign * b.good,
    bad: a.bad + sign * b.bad,
    unknown: a.unknown + sign * b.unknown,
    measuredMinutes: a.measuredMinutes + sign * b.measuredMinutes,
  };
}
