import { DAY_MS, HOUR_MS, type AlarmHistory, type AlarmWindow } from './alarm-counts.ts';

export const CLASSINGS = ['all', 'hour', 'hour-weekend'] as const;
export type Classing = (typeof CLASSINGS)[number];
const CLASS_COUNT = { all: 1, hour: 24, 'hour-weekend': 48 } as const satisfies Record<Classing, number>;

/** Class of the hour that begins at `hourStartMs` (UTC). The first of January 1970 was a Thursday. */
export function classOfHour(classing: Classing, hourStartMs: number): number {
  if (classing === 'all') return 0;
  const hour = Math.floor(hourStartMs / HOUR_MS) % 24;
  if (classing === 'hour') return hour;
  const weekday = (Math.floor(hourStartMs / DAY_MS) + 4) % 7;
  return weekday === 0 || weekday === 6 ? 24 + hour : hour;
}

/** Reference counts by class of hours. */
export type ClassCounts = {
  classing: Classing;
  width: number;
  /** Class by class, `width` cells each, and their sums. */
  counts: Float64Array;
  rows: Float64Array;
};

export function emptyClassCounts(classing: Classing, width: number): ClassCounts {
  const classes = CLASS_COUNT[classing];
  return { classing, width, counts: new Float64Array(classes * width), rows: new Float64Array(classes) };
}

/** Adds one step's counts, or takes them away (`sign` −1). */
function addStep(target: ClassCounts, history: AlarmHistory, step: number, sign: 1 | -1): void {
  const stepStartMs = history.startMs + step * history.stepMs;
  const index = classOfHour(target.classing, Math.floor(stepStartMs / HOUR_MS) * HOUR_MS);
  const from = step * target.width;
  let rows = 0;
  for (let cell = 0; cell < target.width; cell += 1) {
    const count = history.counts[from + cell] as number;
    target.counts[index * target.width + cell] = (target.counts[index * target.width + cell] as number) + sign * count;
    rows += count;
  }
  target.rows[index] = (target.rows[index] as number) + sign * rows;
}

export function countClasses(history: AlarmHistory, width: number, classing: Classing): ClassCounts {
  const classes = emptyClassCounts(classing, width);
  for (let step = 0; step < history.steps; step += 1) addStep(classes, history, step, 1);
  return classes;
}

/** The reference without one of its blocks (days from its start on); windows of that block are judged by it. */
export function withoutBlock(
  classes: ClassCounts,
  history: AlarmHistory,
  block: number,
  stepsABlock: number,
): ClassCounts {
  const rest = { ...classes, counts: classes.counts.slice(), rows: classes.rows.slice() };
  const end = Math.min(history.steps, (block + 1) * stepsABlock);
  for (let step = block * stepsABlock; step < end; step += 1) addStep(rest, history, step, -1);
  return rest;
}

/** What a window of n events is compared with: shares q, and the number of events m that they are worth. */
export type Baseline = {
  shares: Float64Array;
  m: number;
  /** The shares are those of one class, and are never written again. */
  isOneClass: boolean;
};

const sharesByClass = new WeakMap<ClassCounts, Map<number, Float64Array>>();

/** Shares of one class, worked out once: most windows lie in one. */
function sharesOfClass(classes: ClassCounts, index: number): Float64Array {
  const known = sharesByClass.get(classes) ?? new Map<number, Float64Array>();
  sharesByClass.set(classes, known);
  let shares = known.get(index);
  if (shares === undefined) {
    const { width, counts, rows } = classes;
    const all = rows[index] as number;
    shares = counts.slice(index * width, (index + 1) * width).map((count) => count / all);
    known.set(index, shares);
  }
  return shares;
}

/** How much of a window lies in each class. */
function classWeights({ classing }: ClassCounts, { hours }: AlarmWindow): Map<number, number> {
  const weights = new Map<number, number>();
  let total = 0;
  for (const { rows } of hours) total += rows;
  for (const { hourStartMs, rows } of hours) {
    const index = classOfHour(classing, hourStartMs);
    if (rows > 0) weights.set(index, (weights.get(index) ?? 0) + rows / total);
  }
  return weights;
}

/**
 * q_c = Σ_b (n_b/n)·r_bc/m_b and m = 1 ÷ Σ_b (n_b/n)²/m_b over the classes b of the window's hours. `into` may be written.
 * m = 0 where a class of the window has no reference events: nothing can be said then. Counts must not change afterwards.
 */
export function baselineOf(classes: ClassCounts, window: AlarmWindow, into?: Float64Array): Baseline {
  const { width, counts, rows } = classes;
  const weights = classWeights(classes, window);
  const shares = into ?? new Float64Array(weights.size === 1 ? 0 : width);
  const nothing = { shares, m: 0, isOneClass: false };
  if (weights.size === 1) {
    const [index] = weights.keys();
    const m = rows[index ?? 0] as number;
    return m > 0 ? { shares: sharesOfClass(classes, index ?? 0), m, isOneClass: true } : nothing;
  }
  shares.fill(0);
  let variance = 0;
  for (const [index, weight] of weights) {
    const classRows = rows[index] as number;
    if (classRows <= 0) return nothing;
    variance += (weight * weight) / classRows;
    const factor = weight / classRows;
    const from = index * width;
    for (let cell = 0; cell < width; cell += 1)
      shares[cell] = (shares[cell] as number) + factor * (counts[from + cell] as number);
  }
  return { ...nothing, m: variance > 0 ? 1 / variance : 0 };
}
