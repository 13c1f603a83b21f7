import { describe, expect, it } from 'vitest';
import { neatlineIntervals } from './neatline-intervals.ts';
import { timeScale } from './time-scale.ts';
import { timeTicks } from './time-ticks.ts';
import { zoneOffsetMs } from '@leeway/slo';

const at = (iso: string): number => Date.parse(iso);
const labels = (from: string, to: string, zone = 'UTC', maxTicks = 9): string[] =>
  timeTicks({ fromMs: at(from), toMs: at(to), zone, maxTicks }).map((tick) => tick.label);

describe('timeTicks', () => {
  it.each([
    [
      '1 min',
      '2026-11-25T03:00:05Z',
      '2026-11-25T03:01:05Z',
      ['03:00:10', '03:00:20', '03:00:30', '03:00:40', '03:00:50', '03:01:00'],
    ],
    [
      '8 h',
      '2026-11-24T19:12:41Z',
      '2026-11-25T03:12:41Z',
      ['20:00', '21:00', '22:00', '23:00', '25 Nov', '01:00', '02:00', '03:00'],
    ],
    [
      '7 d',
      '2026-11-18T12:00:00Z',
      '2026-11-25T12:00:00Z',
      ['19 Nov', '20 Nov', '21 Nov', '22 Nov', '23 Nov', '24 Nov', '25 Nov'],
    ],
    [
      '8 weeks, on Mondays',
      '2026-10-01T00:00:00Z',
      '2026-11-26T00:00:00Z',
      ['5 Oct', '12 Oct', '19 Oct', '26 Oct', '2 Nov', '9 Nov', '16 Nov', '23 Nov'],
    ],
    ['1 year', '2025-11-25T00:00:00Z', '2026-11-25T00:00:00Z', ['Jan 2026', 'Apr 2026', 'Jul 2026', 'Oct 2026']],
  ])('gives round times over %s', (_name, from, to, expected) => {
    expect(labels(from, to)).toEqual(expected);
  });

  it('counts steps on the wall clock of the zone', () => {
    expect(labels('2026-11-24T19:12:41Z', '2026-11-25T03:12:41Z', 'Asia/Kolkata', 4)).toEqual([
      '02:00',
      '04:00',
      '06:00',
      '08:00',
    ]);
  });

  it('keeps clock times round over the end of daylight saving', () => {
    const ticks = timeTicks({
      fromMs: at('2026-10-24T18:00:00Z'),
      toMs: at('2026-10-25T18:00:00Z'),
      zone: 'Europe/Berlin',
      maxTicks: 5,
    });
    expect(ticks.map((tick) => tick.label)).toEqual(['25 Oct', '06:00', '12:00', '18:00']);
    expect((ticks[1]?.ms ?? 0) - (ticks[0]?.ms ?? 0)).toBe(7 * 3_600_000);
  });

  it('never repeats an instant over the start of daylight saving', () => {
    const ticks = timeTicks({
      fromMs: at('2026-03-29T00:30:00Z'),
      toMs: at('2026-03-29T02:30:00Z'),
      zone: 'Europe/Berlin',
      maxTicks: 9,
    });
    const instants = ticks.map((tick) => tick.ms);
    expect(instants).toEqual([...new Set(instants)].toSorted((a, b) => a - b));
  });

  it('gives nothing for an empty or reversed range', () => {
    expect(labels('2026-11-25T00:00:00Z', '2026-11-25T00:00:00Z')).toEqual([]);
    expect(labels('2026-11-25T00:00:00Z', '2026-11-24T00:00:00Z')).toEqual([]);
  });

  it.each([15, 60, 180, 480, 1_440, 10_080, 43_200, 525_600])('never exceeds its maximum for %i minutes', (minutes) => {
    for (const maxTicks of [3, 5, 9, 14]) {
      const toMs = at('2026-11-25T03:12:41Z');
      const ticks = timeTicks({ fromMs: toMs - minutes * 60_000, toMs, zone: 'America/New_York', maxTicks });
      expect(ticks.length).toBeLessThanOrEqual(maxTicks + 1);
      expect(ticks.length).toBeGreaterThan(0);
    }
  });
});

describe('zoneOffsetMs', () => {
  it.each([
    ['UTC', '2026-11-25T00:00:00Z', 0],
    ['Asia/Kolkata', '2026-11-25T00:00:00Z', 5.5],
    ['America/New_York', '2026-07-01T00:00:00Z', -4],
    ['America/New_York', '2026-12-01T00:00:00Z', -5],
  ])('%s at %s', (zone, iso, hours) => {
    expect(zoneOffsetMs(at(iso) + 123, zone)).toBe(hours * 3_600_000);
  });
});

describe('neatlineIntervals', () => {
  const intervals = (fromIso: string): { x: number; width: number }[] => {
    const fromMs = at(fromIso);
    const toMs = fromMs + 8 * 3_600_000;
    return neatlineIntervals(timeTicks({ fromMs, toMs, zone: 'UTC', maxTicks: 9 }), timeScale(fromMs, toMs, 480));
  };

  it('fills every other hour and stays inside the frame', () => {
    const filled = intervals('2026-11-24T19:30:00Z');
    expect(filled.map(({ x }) => x)).toEqual([30, 150, 270, 390]);
    expect(filled.every(({ x, width }) => x >= 0 && x + width <= 480)).toBe(true);
  });

  it('moves with the hours when the range slides, and never swaps filled and empty', () => {
    expect(intervals('2026-11-24T19:31:00Z').map(({ x }) => x)).toEqual([29, 149, 269, 389]);
    expect(intervals('2026-11-24T20:30:00Z').map(({ x }) => x)).toEqual([0, 90, 210, 330, 450]);
  });
});
