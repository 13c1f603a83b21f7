import {
  bucketMsFor,
  budgetSeries,
  MINUTE_MS,
  windowStartMs,
  type MinuteRange,
  type MinuteSeries,
  type SloWindow,
} from '@leeway/slo';
import type { Db } from '@leeway/store';
import { toChangeView } from '../changes/to-change-view.ts';
import type { SloHistory } from './slo-views.ts';

const MAX_CHANGES = 60;
/** Ranges that a chart chooses from by itself, in minutes: the shortest that shows all that was measured. */
const RANGES_MINUTES = [60, 360, 1_440, 4_320, 10_080];

/** The stretch to show: what was asked for, else as much as holds all that was measured inside the SLO's window. */
export function historyRange(input: {
  toMs: number;
  window: SloWindow;
  rangeMinutes: number | null;
  firstMeasuredMs: number | null;
}): MinuteRange {
  const whole = (input.toMs - windowStartMs(input.window, input.toMs)) / MINUTE_MS;
  const minutes = Math.min(input.rangeMinutes ?? fitting(input, whole), whole);
  return { fromMs: input.toMs - minutes * MINUTE_MS, toMs: input.toMs };
}

function fitting(input: { toMs: number; firstMeasuredMs: number | null }, whole: number): number {
  if (input.firstMeasuredMs === null) return whole;
  const measured = (input.toMs - input.firstMeasuredMs) / MINUTE_MS;
  return RANGES_MINUTES.find((minutes) => minutes >= measured) ?? whole;
}

/** Error ratio and the window's budget by stretch, with what somebody did meanwhile. */
export async function sloHistory(
  db: Db,
  input: { series: MinuteSeries; range: MinuteRange; window: SloWindow; target: number; modelId: string },
): Promise<SloHistory> {
  const { series, range } = input;
  const bucketMs = bucketMsFor(range.toMs - range.fromMs);
  const points = budgetSeries({
    series,
    range,
    bucketMs,
    window: input.window,
    target: input.target,
  });
  const changes = await db.changeEvent.findMany({
    where: {
      OR: [{ modelId: input.modelId }, { modelId: null }],
      at: { gte: new Date(range.fromMs), lt: new Date(range.toMs) },
    },
    orderBy: { at: 'desc' },
    take: MAX_CHANGES,
  });
  const fromMs = points[0]?.startMs ?? range.fromMs;
  return { fromMs, toMs: range.toMs, bucketMs, points, changes: changes.map(toChangeView) };
}
