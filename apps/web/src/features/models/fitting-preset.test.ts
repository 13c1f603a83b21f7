import { expect, test } from 'vitest';
import { fittingPreset } from './fitting-preset.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** Columns of a minute over `hours`, of which the last `judged` have events. */
function heatmap(hours: number, judged: number) {
  const columns = Array.from({ length: hours * 60 }, (_, index) => index * MINUTE_MS);
  const marks = (count: number) => '-'.repeat(columns.length - count) + 'o'.repeat(count);
  const row = (count: number) => ({ feature: 'x', isPrediction: false, ratios: [], marks: marks(count), now: null });
  return { fromMs: 0, toMs: hours * HOUR_MS, columns, rows: [row(Math.max(0, judged - 1)), row(judged)] };
}

test.each([
  ['a model of five minutes in eight hours', 8, 5, '15m'],
  ['of an hour and a bit', 8, 70, '3h'],
  ['of an hour in a day', 24, 60, '1h'],
] as const)('offers what holds all that was judged: %s', (_case, hours, judged, preset) => {
  expect(fittingPreset(heatmap(hours, judged))).toMatchObject({
    preset,
    firstMs: hours * HOUR_MS - judged * MINUTE_MS,
  });
});

test.each([
  ['the range is filled', 8, 300],
  ['nothing was judged', 8, 0],
  ['no preset is shorter', 0.25, 2],
])('offers nothing where %s', (_case, hours, judged) => {
  expect(fittingPreset(heatmap(hours, judged))).toBeNull();
});
