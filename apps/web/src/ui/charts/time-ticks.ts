import { formatClock, type ClockStyle } from './format-clock.ts';
import { zoneOffsetMs } from '@leeway/slo';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Steps that divide the next greater unit, so that ticks fall on round wall-clock times. */
const STEPS_MS = [
  ...[1, 5, 10, 15, 30].map((n) => n * SECOND),
  ...[1, 2, 5, 10, 15, 30].map((n) => n * MINUTE),
  ...[1, 2, 3, 6, 12].map((n) => n * HOUR),
  ...[1, 2, 7, 14].map((n) => n * DAY),
];
const MONTH_STEPS = [1, 3, 6, 12, 60];
/** 1970-01-05 was a Monday: steps of whole weeks count from it. */
const MONDAY_MS = 4 * DAY;

/** `index` numbers the steps since a fixed origin, so that its parity does not flicker when a live range slides. */
export type TimeTick = { ms: number; index: number; label: string };

type TimeTicksInput = { fromMs: number; toMs: number; zone: string; maxTicks: number };

/** The instant at which clocks in `zone` read `wallMs`; in a spring gap, the instant after it. */
function instantOf(wallMs: number, zone: string): number {
  const first = wallMs - zoneOffsetMs(wallMs, zone);
  return wallMs - zoneOffsetMs(first, zone);
}

function styleOf(stepMs: number, wallMs: number): ClockStyle {
  if (stepMs >= DAY || wallMs % DAY === 0) return 'day';
  return stepMs < MINUTE ? 'second' : 'minute';
}

function monthTicks({ fromMs, toMs, zone, maxTicks }: TimeTicksInput): TimeTick[] {
  const spanMonths = (toMs - fromMs) / (30.44 * DAY);
  const step = MONTH_STEPS.find((months) => spanMonths / months <= maxTicks) ?? Math.ceil(spanMonths / maxTicks);
  const start = new Date(fromMs + zoneOffsetMs(fromMs, zone));
  const ticks: TimeTick[] = [];
  let index = Math.floor((start.getUTCFullYear() * 12 + start.getUTCMonth()) / step);
  for (let guard = 0; guard <= maxTicks + 2; guard += 1, index += 1) {
    const month = index * step;
    const ms = instantOf(Date.UTC(Math.floor(month / 12), month % 12), zone);
    if (ms > toMs) break;
    if (ms >= fromMs) ticks.push({ ms, index, label: formatClock(ms, zone, 'month') });
  }
  return ticks;
}

/** At most `maxTicks` round wall-clock instants within the range; daylight-saving changes keep the clock times round. */
export function timeTicks(input: TimeTicksInput): TimeTick[] {
  const { fromMs, toMs, zone, maxTicks } = input;
  const spanMs = toMs - fromMs;
  if (!(spanMs > 0) || maxTicks < 1) return [];
  const stepMs = STEPS_MS.find((step) => spanMs / step <= maxTicks);
  if (stepMs === undefined) return monthTicks(input);
  const originMs = stepMs % (7 * DAY) === 0 ? MONDAY_MS : 0;
  const ticks: TimeTick[] = [];
  let index = Math.ceil((fromMs + zoneOffsetMs(fromMs, zone) - originMs) / stepMs) - 1;
  for (let guard = 0; guard <= maxTicks + 4; guard += 1, index += 1) {
    const wallMs = originMs + index * stepMs;
    const ms = instantOf(wallMs, zone);
    if (ms > toMs) break;
    const last = ticks.at(-1);
    if (ms < fromMs || (last !== undefined && ms <= last.ms)) continue;
    ticks.push({ ms, index, label: formatClock(ms, zone, styleOf(stepMs, wallMs)) });
  }
  return ticks;
}
