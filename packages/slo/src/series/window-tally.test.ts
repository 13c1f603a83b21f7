import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MINUTE_MS } from '../budget/rolling-window.ts';
import { createMinuteSeries, type SliMinute } from './minute-series.ts';
import { windowEdges } from './window-edges.ts';
import {
  lacksMeasuredFrom,
  minutesToMove,
  MOST_MINUTES_MOVED,
  moveTally,
  restateTally,
  tallySum,
  WHOLE_WINDOW,
  type WindowEdge,
  type WindowTally,
} from './window-tally.ts';

const START = Date.UTC(2026, 9, 25);
const at = (index: number) => START + index * MINUTE_MS;
type Counts = { good: number; bad: number; unknown: number };
const NOTHING: Counts = { good: 0, bad: 0, unknown: 0 };

/** Minutes as a table has them: a row or none. */
class Minutes {
  readonly rows = new Map<number, Counts>();
  series = () => {
    const rows: SliMinute[] = [...this.rows].map(([minuteMs, counts]) => ({ minuteMs, ...counts }));
    return createMinuteSeries({ fromMs: at(-500), toMs: at(2_000) }, rows);
  };
  /** What a writer would tell of it. */
  write(minuteMs: number, counts: Counts) {
    const before = this.rows.get(minuteMs);
    const was = before ?? NOTHING;
    this.rows.set(minuteMs, counts);
    return {
      minuteMs,
      isFirstCount: before === undefined,
      good: counts.good - was.good,
      bad: counts.bad - was.bad,
      unknown: counts.unknown - was.unknown,
      measuredMinutes: Number(counts.good + counts.bad > 0) - Number(was.good + was.bad > 0),
    };
  }
}

/** As the evaluator does it: look for what the tally does not know. */
function completed(tally: WindowTally, minutes: Minutes): WindowTally {
  const measured = [...minutes.rows].filter(([, { good, bad }]) => good + bad > 0).map(([minuteMs]) => minuteMs);
  const whole = tally.windows.find(({ key }) => key === WHOLE_WINDOW);
  const inWindow = measured.filter((ms) => ms >= (whole?.fromMs ?? 0) && ms < tally.toMs);
  const before = measured.filter((ms) => ms < tally.toMs);
  return {
    ...tally,
    measuredFromMs: lacksMeasuredFrom(tally) ? Math.min(...inWindow) : tally.measuredFromMs,
    measuredToMs: tally.measuredToMs ?? (before.length === 0 ? null : Math.max(...before) + MINUTE_MS),
  };
}

function afresh(edges: readonly WindowEdge[], toMs: number, minutes: Minutes): WindowTally {
  const series = minutes.series();
  const windows = edges.map((edge) => ({ ...edge, ...series.sum(edge.fromMs, toMs) }));
  return completed({ toMs, windows, measuredFromMs: null, measuredToMs: null }, minutes);
}

const counts = fc.record({ good: fc.nat(1_000), bad: fc.nat(50), unknown: fc.nat(5) });
const sparse = fc.oneof(counts, fc.constant(NOTHING));
const step = fc.oneof(
  fc.record({ kind: fc.constant('pass' as const), minutes: fc.integer({ min: 0, max: 40 }) }),
  fc.record({ kind: fc.constant('write' as const), back: fc.integer({ min: -3, max: 200 }), counts: sparse }),
);
const lengths = fc.uniqueArray(fc.integer({ min: 1, max: 120 }), { minLength: 1, maxLength: 6 });

describe('a tally of windows', () => {
  it('moved on and restated, in any order, is the tally made afresh', () => {
    fc.assert(
      fc.property(
        lengths,
        fc.integer({ min: 1, max: 180 }),
        fc.array(step, { maxLength: 60 }),
        (some, whole, steps) => {
          const minutes = new Minutes();
          const edgesAt = (toMs: number): WindowEdge[] => [
            { key: WHOLE_WINDOW, fromMs: toMs - whole * MINUTE_MS },
            ...some.map((length) => ({ key: `${length}m`, fromMs: toMs - length * MINUTE_MS })),
          ];
          let now = 0;
          let tally = afresh(edgesAt(at(now)), at(now), minutes);
          for (const one of steps) {
            if (one.kind === 'pass') {
              now += one.minutes;
              const edges = edgesAt(at(now));
              const needed = minutesToMove(tally, edges, at(now));
              expect(needed).not.toBeNull();
              const known = new Set(needed);
              tally = moveTally(tally, edges, at(now), (ms) => {
                expect(known.has(ms)).toBe(true);
                return minutes.rows.get(ms);
              });
            } else {
              const change = minutes.write(at(now - one.back), one.counts);
              if (change.minuteMs < tally.toMs) tally = restateTally(tally, [change]);
            }
            tally = completed(tally, minutes);
            expect(tally).toEqual(afresh(edgesAt(at(now)), at(now), minutes));
          }
        },
      ),
      { numRuns: 300 },
    );
  });

  it('reads as many minutes whatever the length of the window', () => {
    const read = (days: number) => {
      const windowFromMs = (toMs: number) => toMs - days * 86_400_000;
      const rows = [{ severity: 'page' as const, longMinutes: 60, shortMinutes: 5, burnAbove: 14.4 }];
      const before = windowEdges({ rows, windowFromMs, toMs: START });
      const tally = { toMs: START, windows: before.map((edge) => ({ ...edge, ...NOTHING, measuredMinutes: 0 })) };
      const edges = windowEdges({ rows, windowFromMs, toMs: at(1) });
      return minutesToMove({ ...tally, measuredFromMs: null, measuredToMs: null }, edges, at(1))?.length;
    };
    expect([2, 7, 30, 90].map(read)).toEqual([7, 7, 7, 7]);
  });

  it('is made afresh after a long pause, for a new window, and for one that begins earlier', () => {
    const windows = [{ key: '5m', fromMs: at(-5), ...NOTHING, measuredMinutes: 0 }];
    const tally = { toMs: START, windows, measuredFromMs: null, measuredToMs: null };
    expect(minutesToMove(tally, [{ key: '5m', fromMs: at(-5) }], START)).toEqual([]);
    const pause = MOST_MINUTES_MOVED + 1;
    expect(minutesToMove(tally, [{ key: '5m', fromMs: at(pause - 5) }], at(pause))).toBeNull();
    expect(minutesToMove(tally, [{ key: '9m', fromMs: at(-9) }], START)).toBeNull();
    expect(minutesToMove(tally, [{ key: '5m', fromMs: at(-6) }], START)).toBeNull();
    expect(() => moveTally(tally, [{ key: '9m', fromMs: at(-9) }], START, () => undefined)).toThrow(RangeError);
  });

  it('sums only what it keeps', () => {
    const windows = [{ key: '5m', fromMs: at(-5), good: 3, bad: 1, unknown: 0, measuredMinutes: 1 }];
    const sum = tallySum({ toMs: START, windows, measuredFromMs: null, measuredToMs: null });
    expect(sum(at(-5), START)).toMatchObject({ good: 3, bad: 1 });
    expect(() => sum(at(-6), START)).toThrow(RangeError);
    expect(() => sum(at(-5), at(1))).toThrow(RangeError);
  });
});
