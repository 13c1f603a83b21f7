import { describe, expect, it } from 'vitest';
import { formatClock, formatMoment, formatRelative } from './format-time.ts';

const NOW = Date.parse('2026-11-25T03:12:41Z');

describe('times', () => {
  it('reads the clock in UTC', () => {
    expect(formatClock(NOW, 'utc')).toBe('03:12');
    expect(formatClock(Date.parse('2026-11-25T00:00:05Z'), 'utc', true)).toBe('00:00:05');
  });
  it('adds the day when a moment is farther than a day, and the year when it differs', () => {
    expect(formatMoment(NOW - 3_600_000, 'utc', NOW)).toBe('02:12');
    expect(formatMoment(NOW - 3 * 86_400_000, 'utc', NOW)).toBe('22 Nov 03:12');
    expect(formatMoment(Date.parse('2025-01-02T00:00:00Z'), 'utc', NOW)).toBe('2 Jan 2025 00:00');
  });
  it('says before and after', () => {
    expect(formatRelative(NOW - 53 * 60_000, NOW)).toBe('53 min ago');
    expect(formatRelative(NOW + 12 * 60_000, NOW)).toBe('in 12 min');
    expect(formatRelative(NOW - 4_000, NOW)).toBe('now');
  });
});
