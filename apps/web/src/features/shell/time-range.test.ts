import { describe, expect, it } from 'vitest';
import { resolveTimeRange, timeRangeParsers } from './time-range.ts';

const NOW = Date.parse('2026-11-25T03:00:00Z');
const HOUR = 3_600_000;

describe('resolveTimeRange', () => {
  it('is the last eight hours when the URL is silent', () => {
    expect(resolveTimeRange({ range: null, from: null, to: null }, NOW)).toEqual({
      fromMs: NOW - 8 * HOUR,
      toMs: NOW,
      spanMs: 8 * HOUR,
      preset: '8h',
    });
  });
  it('follows a preset', () => {
    expect(resolveTimeRange({ range: '24h', from: null, to: null }, NOW)).toMatchObject({ preset: '24h', toMs: NOW });
  });
  it('takes fixed ends before a preset', () => {
    const range = resolveTimeRange({ range: '24h', from: NOW - 2 * HOUR, to: NOW - HOUR }, NOW);
    expect(range).toEqual({ fromMs: NOW - 2 * HOUR, toMs: NOW - HOUR, spanMs: HOUR, preset: null });
  });
  it.each([
    [NOW, NOW - HOUR],
    [NOW, NOW],
    [0, NOW],
    [NOW - HOUR, null],
    [null, NOW],
  ])('falls back for ends that make no sense (%s, %s)', (from, to) => {
    expect(resolveTimeRange({ range: null, from, to }, NOW).preset).toBe('8h');
  });
});

describe('moments in the URL', () => {
  it('reads and writes UTC', () => {
    expect(timeRangeParsers.from.parse('2026-11-25T03:00:00Z')).toBe(NOW);
    expect(timeRangeParsers.from.serialize(NOW)).toBe('2026-11-25T03:00:00Z');
    expect(timeRangeParsers.from.parse('yesterday')).toBeNull();
  });
});
