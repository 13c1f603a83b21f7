import { describe, expect, it } from 'vitest';
import { evidenceHref } from './evidence-href.ts';
import { forecastOf } from './history-chart.tsx';
import { restatedWords } from './restatements.tsx';

const HOUR = 3_600_000;
const history = { fromMs: 0, toMs: 10 * HOUR };

describe('the forecast of a budget', () => {
  it('ends where the budget does, when that is near', () => {
    expect(forecastOf(history, { remaining: 0.4, exhaustsAtMs: 11 * HOUR })).toEqual([
      { ms: 10 * HOUR, value: 0.4 },
      { ms: 11 * HOUR, value: 0 },
    ]);
  });
  it('is cut where the picture ends, on the same line', () => {
    expect(forecastOf(history, { remaining: 0.4, exhaustsAtMs: 30 * HOUR })?.at(-1)).toEqual({
      ms: 12 * HOUR,
      value: expect.closeTo(0.36, 12),
    });
  });
  it.each([
    ['no end is in sight', { remaining: 0.4, exhaustsAtMs: null }],
    ['it is gone', { remaining: 0, exhaustsAtMs: 10 * HOUR }],
    ['nothing is known', { remaining: null, exhaustsAtMs: null }],
    ['none was asked for', undefined],
  ])('is not drawn when %s', (_name, slo) => {
    expect(forecastOf(history, slo)).toBeNull();
  });
});

it.each([
  ['drift', '/models/m?from=1&to=3660001'],
  ['availability', '/models/m?tab=ingest&from=1&to=3660001'],
  ['estimatedFloor', '/models/m?tab=performance&from=1&to=3660001'],
] as const)('a minute of %s leads to its evidence', (kind, href) => {
  expect(evidenceHref({ modelId: 'm', kind }, 30 * 60_000 + 1)).toBe(href);
});

it.each([
  [{ good: -55, bad: 55, unknown: 0 }, '+55 bad, −55 good predictions'],
  [{ good: 0, bad: 0, unknown: -3 }, '−3 unknown predictions'],
  [{ good: 0, bad: 0, unknown: 0 }, 'as many predictions as before, in other minutes'],
])('a restatement of %j is said in words', (counts, words) => {
  expect(restatedWords(counts, 'predictions')).toBe(words);
});
