import { percentile } from '../../percentile.ts';
import type { AlarmReport } from '../report.ts';
import { colourOf, dot, logScale, picture, rateLegend, text, verticalLine } from './svg.ts';

const WIDTH = 720;
const LEFT = 250;
const RIGHT = 24;
const TOP = 54;
const ROW = 30;
const TICKS = [
  [5, '5 min'],
  [15, '15'],
  [60, '1 h'],
  [360, '6 h'],
  [1_440, '1 day'],
  [2_880, '2 days'],
] as const;
const MOSTLY_FOUND = 0.9;

/** Median minutes from each shift to the alert, five windows at once; a ring where fewer than nine in ten were found. */
export function pictureOfDelays({ delays }: AlarmReport): string {
  const names = [...new Set(delays.flatMap((one) => Object.keys(one.delays)))].filter((name) => name !== 'none');
  const bottom = TOP + names.length * ROW;
  const scale = logScale(5, 2_880, LEFT + 20, WIDTH - RIGHT);
  const rows = names.flatMap((name, place) => {
    const y = TOP + place * ROW + ROW / 2;
    const dots = delays.flatMap((one, index) => {
      const all = one.delays[name]?.several ?? [];
      const found = all.filter((delay) => delay !== null);
      if (found.length === 0) return [];
      const isFull = found.length >= MOSTLY_FOUND * all.length;
      return [dot(scale(percentile(found, 50)), y + (index - (delays.length - 1) / 2) * 5, colourOf(index), isFull)];
    });
    return [text(LEFT, y + 4, name, 'end'), ...dots];
  });
  return picture('Time from a shift to the alert', { width: WIDTH, height: bottom + 48 }, [
    ...rateLegend(
      delays.map(({ rowsPerHour }) => rowsPerHour),
      LEFT + 20,
    ),
    ...TICKS.flatMap(([minutes, label]) => [
      verticalLine(scale(minutes), TOP - 10, bottom),
      text(scale(minutes), bottom + 18, label),
    ]),
    ...rows,
    text((LEFT + WIDTH) / 2, bottom + 38, 'median until the alert; ring: under nine in ten found within two days'),
  ]);
}
