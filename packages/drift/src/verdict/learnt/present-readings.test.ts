import { describe, expect, test } from 'vitest';
import type { AlarmView, FeatureAlarmReading } from '../../alarms/judge-feature-alarm.ts';
import type { AlarmMemory } from './alarm-memory.ts';
import { presentReadings } from './present-readings.ts';

const MINUTE_MS = 60_000;

function view(statistic: number, change: Partial<AlarmView> = {}): AlarmView {
  const isAlert = statistic > 40;
  return {
    view: 'location',
    statistic,
    threshold: 40,
    effect: 0.5,
    floor: 0.1,
    isAlert,
    isHolding: isAlert,
    ...change,
  };
}

function reading(n: number, ...views: AlarmView[]): FeatureAlarmReading {
  const isAlert = views.some((one) => one.isAlert);
  return { state: 'judged', n, isAlert, isHolding: views.some((one) => one.isHolding), views };
}

const NOW_MS = 1e12;

function isHeld(short: FeatureAlarmReading, long: FeatureAlarmReading, memory?: AlarmMemory): boolean {
  const windows = [
    { windowMs: 5 * MINUTE_MS, reading: short },
    { windowMs: 1_440 * MINUTE_MS, reading: long },
  ];
  const [, present] = presentReadings(windows, memory, NOW_MS);
  return present?.reading.state !== 'insufficient' && present?.reading.isHolding === true;
}

describe('what a day’s window still holds', () => {
  // At a hundredth of the events a statistic of 10,000 would be 100, two and a half times the threshold.
  test.each([
    ['is over when a calm short window would show it', reading(100, view(1)), reading(10_000, view(10_000)), false],
    ['goes on when the short window shows it, too', reading(100, view(60)), reading(10_000, view(10_000)), true],
    ['goes on when the short window could not see it', reading(100, view(1)), reading(10_000, view(5_000)), true],
    ['goes on when the short window says nothing', { state: 'insufficient', n: 9 }, reading(10_000, view(1e6)), true],
    ['goes on in another view', reading(100, view(1)), reading(10_000, view(10_000, { view: 'null' })), true],
    [
      'is over in a single cell when none is conspicuous now',
      reading(100, view(1)),
      reading(10_000, view(10_000, { view: 'cell' })),
      false,
    ],
  ] as const)('%s', (_case, short, long, expected) => {
    expect(isHeld(short, long)).toBe(expected);
  });

  test('is over only in the views that are', () => {
    const windows = [
      { windowMs: MINUTE_MS, reading: reading(100, view(1), view(60, { view: 'null' })) },
      { windowMs: 60 * MINUTE_MS, reading: reading(10_000, view(10_000), view(10_000, { view: 'null' })) },
    ];
    const [, present] = presentReadings(windows, undefined, NOW_MS);
    expect(present?.reading).toMatchObject({ isAlert: true, views: [{ view: 'null', isAlert: true }] });
  });

  test('is over when the change was strong enough once for the short window to show it', () => {
    const memory: AlarmMemory = {
      feature: 'x',
      episode: { openedMs: 0, lastHeldMs: 0, beganMs: 0 },
      endedMs: null,
      peaks: [{ view: 'location', perEvent: 1 }],
    };
    expect(isHeld(reading(100, view(1)), reading(10_000, view(5_000)), memory)).toBe(false);
    const weak = { ...memory, peaks: [{ view: 'location' as const, perEvent: 0.1 }] };
    expect(isHeld(reading(100, view(1)), reading(10_000, view(5_000)), weak)).toBe(true);
  });

  test('does not open another episode while it reaches back into the last one', () => {
    const ended = (endedMs: number): AlarmMemory => ({ feature: 'x', episode: null, endedMs, peaks: [] });
    const windows = [reading(100, view(1)), reading(10_000, view(5_000))] as const;
    expect(isHeld(...windows, ended(NOW_MS - 1_439 * MINUTE_MS))).toBe(false);
    expect(isHeld(...windows, ended(NOW_MS - 1_440 * MINUTE_MS))).toBe(true);
  });

  test('of an unstable feature ends with a calm shorter window', () => {
    const unstable = (isHolding: boolean): FeatureAlarmReading => ({
      state: 'unstable',
      n: 60,
      isAlert: isHolding,
      isHolding,
      views: [view(0, { threshold: 0, view: 'new', isAlert: isHolding, isHolding })],
    });
    expect(isHeld(unstable(false), unstable(true))).toBe(false);
    expect(isHeld(unstable(true), unstable(true))).toBe(true);
  });
});
