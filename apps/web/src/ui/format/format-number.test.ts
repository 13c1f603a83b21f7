import { describe, expect, it } from 'vitest';
import { formatCount, formatFixed, formatPercent, plural } from './format-number.ts';

describe('numbers', () => {
  it('sets thousands apart with a narrow space', () => {
    expect(formatCount(11_520)).toBe('11\u202f520');
  });
  it('shows a share as per cent with a true minus', () => {
    expect(formatPercent(-0.14)).toBe('\u221214.0\u00a0%');
    expect(formatPercent(0.182)).toBe('18.2\u00a0%');
  });
  it('keeps the digits asked for', () => {
    expect(formatFixed(-0.4, 3)).toBe('\u22120.400');
  });
  it('counts nouns', () => {
    expect(plural(1, 'incident')).toBe('1 incident');
    expect(plural(0, 'incident')).toBe('0 incidents');
    expect(plural(2, 'policy', 'policies')).toBe('2 policies');
  });
});
