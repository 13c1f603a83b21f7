import type { TimeScale } from './time-scale.ts';
import type { TimeTick } from './time-ticks.ts';

export type NeatlineInterval = { x: number; width: number };

/** The filled intervals of a chart border: every other step, chosen by the tick's own number and not by its place. */
export function neatlineIntervals(ticks: TimeTick[], scale: TimeScale): NeatlineInterval[] {
  const intervals: NeatlineInterval[] = [];
  const add = (fromMs: number, toMs: number, index: number): void => {
    if (index % 2 !== 0) return;
    const x = Math.max(0, scale.x(fromMs));
    const width = Math.min(scale.widthPx, scale.x(toMs)) - x;
    if (width > 0) intervals.push({ x, width });
  };
  const first = ticks[0];
  if (first === undefined) return intervals;
  add(scale.fromMs, first.ms, first.index - 1);
  for (const [position, tick] of ticks.entries()) add(tick.ms, ticks[position + 1]?.ms ?? scale.toMs, tick.index);
  return intervals;
}
