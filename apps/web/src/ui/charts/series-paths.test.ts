import { expect, test } from 'vitest';
import type { SeriesPoint } from './decimate-series.ts';
import { bandPath, fillPath, linePath } from './series-paths.ts';

/** 0 to 10 ms on 100 px, 0 to 1 on 50 px, upwards. */
const scale = { x: (ms: number) => ms * 10, y: (value: number) => (1 - value) * 50 };
const line: SeriesPoint[] = [
  { ms: 0, value: 0 },
  { ms: 1, value: 1 },
  { ms: 2, value: null },
  { ms: 3, value: 0.5 },
  { ms: 4, value: 0.25 },
];

test('a line ends at a gap and begins anew behind it', () => {
  expect(linePath(line, scale, false)).toBe('M0 50L10 0M30 25L40 37.5');
  expect(linePath([], scale, false)).toBe('');
  expect(linePath([{ ms: 0, value: null }], scale, false)).toBe('');
});

test('a stepped line holds each value until the next', () => {
  expect(linePath(line, scale, true)).toBe('M0 50H10V0M30 25H40V37.5');
});

test('what is left of something is filled down to it, stretch by stretch', () => {
  expect(fillPath(line, scale, false, 0)).toBe('M0 50L10 0V50H0ZM30 25L40 37.5V50H30Z');
  expect(fillPath(line, scale, true, 0.5)).toBe('M0 50H10V0V25H0ZM30 25H40V37.5V25H30Z');
});

test('a band lies between its bounds where there are both, stepped as its line', () => {
  const band: SeriesPoint[] = [
    { ms: 0, value: 0.5, low: 0.4, high: 0.6 },
    { ms: 1, value: 0.6, low: 0.5, high: 0.8 },
    { ms: 2, value: 0.6, low: null, high: 0.8 },
    { ms: 3, value: 0.5 },
  ];
  expect(bandPath(band, scale, false)).toBe('M0 20L10 10L10 25L0 30Z');
  expect(bandPath(band, scale, true)).toBe('M0 20H10V10L10 25V30H0Z');
});
