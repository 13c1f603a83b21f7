import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { MINUTE_MS } from '../budget/rolling-window.ts';
import { withoutMaintenance } from './without-maintenance.ts';

const START = Date.UTC(2026, 10, 25, 3);
const at = (minute: number) => START + minute * MINUTE_MS;
const minutes = Array.from({ length: 6 }, (_, index) => ({ minuteMs: at(index), good: 9, bad: 1, unknown: index }));

it('takes every minute that it touches for unknown, to the event', () => {
  const ranges = [
    { fromMs: at(1) + 59_000, toMs: at(3) },
    { fromMs: at(4), toMs: at(4) + 1 },
  ];
  expect(withoutMaintenance(minutes, ranges).map(({ good, bad, unknown }) => [good, bad, unknown])).toEqual([
    [9, 1, 0],
    [0, 0, 11],
    [0, 0, 12],
    [9, 1, 3],
    [0, 0, 14],
    [9, 1, 5],
  ]);
});

it('never loses an event, and doing it twice changes nothing', () => {
  const ranges = fc.array(
    fc.tuple(fc.integer({ min: -5, max: 8 }), fc.integer({ min: 1, max: 5 })).map(([from, length]) => ({
      fromMs: at(from),
      toMs: at(from + length),
    })),
  );
  fc.assert(
    fc.property(ranges, (list) => {
      const once = withoutMaintenance(minutes, list);
      expect(withoutMaintenance(once, list)).toEqual(once);
      const all = (rows: typeof minutes) => rows.reduce((sum, row) => sum + row.good + row.bad + row.unknown, 0);
      return all(once) === all(minutes);
    }),
  );
});
