import { alarmCells, DAY_MS, HOUR_MS, type AlarmFeature, type AlarmHistory, type AlarmWindow } from './alarm-counts.ts';
import { baselineOf, withoutBlock, type Baseline, type ClassCounts } from './class-counts.ts';

const MIN_ROWS = 50;
/** From so many days on, a day can do without itself; shorter references leave out six hours. */
const DAYS_FOR_BLOCKS_OF_DAYS = 3;
const SHORT_BLOCK_MS = 6 * HOUR_MS;

export type ReferenceWindow = { window: AlarmWindow; baseline: Baseline; rows: number; block: number };

export function stepsABlock({ steps, stepMs }: Pick<AlarmHistory, 'steps' | 'stepMs'>): number {
  return (steps * stepMs < DAYS_FOR_BLOCKS_OF_DAYS * DAY_MS ? SHORT_BLOCK_MS : DAY_MS) / stepMs;
}

/** Sum of a stretch's steps, and how its rows are spread over hours. */
export function historyWindow(
  { startMs, stepMs, counts }: AlarmHistory,
  width: number,
  from: number,
  steps: number,
): AlarmWindow {
  const sum = new Float64Array(width);
  const hours: { hourStartMs: number; rows: number }[] = [];
  for (let step = from; step < from + steps; step += 1) {
    const hourStartMs = Math.floor((startMs + step * stepMs) / HOUR_MS) * HOUR_MS;
    let rows = 0;
    for (let cell = 0; cell < width; cell += 1) {
      const count = counts[step * width + cell] as number;
      sum[cell] = (sum[cell] as number) + count;
      rows += count;
    }
    const last = hours.at(-1);
    if (last?.hourStartMs === hourStartMs) last.rows += rows;
    else hours.push({ hourStartMs, rows });
  }
  return { counts: sum, hours };
}

/**
 * The reference's own windows of one length, side by side, each with the reference without its day (under three days:
 * without its six hours). Windows under 50 events, or whose hours only their own block has, are left out. The objects
 * are reused: read before going on.
 */
export function* referenceWindows(
  feature: AlarmFeature,
  history: AlarmHistory,
  classes: ClassCounts,
  windowMs: number,
): Generator<ReferenceWindow> {
  const { width } = alarmCells(feature);
  const steps = windowMs / history.stepMs;
  const blockSteps = stepsABlock(history);
  const shares = new Float64Array(width);
  let block = -1;
  let rest = classes;
  for (let from = 0; from + steps <= history.steps; from += steps) {
    const window = historyWindow(history, width, from, steps);
    const rows = window.hours.reduce((sum, hour) => sum + hour.rows, 0);
    if (rows < MIN_ROWS) continue;
    const ownBlock = Math.floor(from / blockSteps);
    if (ownBlock !== block) {
      block = ownBlock;
      rest = withoutBlock(classes, history, block, blockSteps);
    }
    const baseline = baselineOf(rest, window, shares);
    if (baseline.m > 0) yield { window, baseline, rows, block };
  }
}
