import { MINUTE_MS } from '@leeway/slo';
import { expect, it } from 'vitest';
import { judgedMinutes } from './judged-minutes.ts';

const START = Date.UTC(2026, 10, 25);
const at = (minute: number) => START + minute * MINUTE_MS;
const range = (from: number, to: number) => ({ fromMs: at(from), toMs: at(to), paneMs: 10_000 });

it('counts verdicts where they end, warnings as judged and fine', () => {
  const window = { referenceId: 'a', marks: '' };
  const windows = [
    { ...window, endMs: at(0) + 50_000, verdict: 'ok' as const },
    { ...window, endMs: at(1), verdict: 'warning' as const },
    { ...window, endMs: at(1) + 10_000, verdict: 'critical' as const },
    { ...window, endMs: at(1) + 20_000, verdict: 'insufficient' as const },
    { ...window, endMs: at(1) + 30_000, verdict: 'no-data' as const },
  ];
  expect(judgedMinutes(windows, range(0, 2)).map(({ minuteMs, windows: counts }) => [minuteMs, counts])).toEqual([
    [at(0), { ok: 2, critical: 0, unjudged: 0 }],
    [at(1), { ok: 0, critical: 1, unjudged: 2 }],
  ]);
  expect(judgedMinutes(windows, range(1, 2))).toHaveLength(1);
});

it('takes the worst of each feature, and of a changed reference the later one', () => {
  const verdict = 'ok' as const;
  const features = (...windows: [second: number, referenceId: string, marks: string][]) =>
    judgedMinutes(
      windows.map(([second, referenceId, marks]) => ({ endMs: at(0) + second * 1_000, referenceId, marks, verdict })),
      range(0, 1),
    )[0]?.features;
  expect(features([10, 'a', 'oowi-'], [20, 'a', 'oco-i'])).toEqual({ ok: 2, critical: 1, unjudged: 2 });
  expect(features([20, 'a', 'oco-i'], [10, 'a', 'oowi-'])).toEqual({ ok: 2, critical: 1, unjudged: 2 });
  expect(features([10, 'a', 'ccccc'], [20, 'b', 'oo'])).toEqual({ ok: 2, critical: 0, unjudged: 0 });
});
