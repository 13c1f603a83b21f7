import { describe, expect, it } from 'vitest';
import { compareQuality, sayQuality } from './compare-quality.ts';

const at = (rocAuc: number, n = 3_000, halfWidth = 0.01) => ({ rocAuc, halfWidth, n });

describe('compareQuality', () => {
  it.each([
    ['better beyond the interval', at(0.8), at(0.82), 'better'],
    ['worse beyond the interval', at(0.82), at(0.8), 'worse'],
    ['within the interval', at(0.8), at(0.81), 'no-measurable-difference'],
    ['exactly the same', at(0.8), at(0.8), 'no-measurable-difference'],
  ] as const)('%s', (_name, before, after, kind) => {
    expect(compareQuality(before, after).kind).toBe(kind);
  });

  it('adds the variances of both sides', () => {
    const result = compareQuality(at(0.8, 3_000, 0.03), at(0.8, 3_000, 0.04));
    expect(result.kind === 'unmeasured' ? null : result.halfWidth).toBeCloseTo(0.05, 12);
  });

  it('says nothing on few labels', () => {
    expect(compareQuality(null, at(0.8)).kind).toBe('unmeasured');
    expect(compareQuality(at(0.8), at(0.9, 999)).kind).toBe('unmeasured');
    expect(compareQuality(at(0.8), at(0.9, 1_000)).kind).not.toBe('unmeasured');
  });

  it('says both numbers, whatever they are', () => {
    const [before, after] = [at(0.8312), at(0.8342)];
    expect(sayQuality(compareQuality(before, after), before, after)).toBe(
      'ROC AUC 0.831 ±0.010 (n 3000) before, 0.834 ±0.010 (n 3000) after: no measurable difference (+0.003 ±0.014).',
    );
  });
});
