import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BUDGET_CONSEQUENCES, budgetStep, CONSEQUENCE_WORDS, ERROR_BUDGET_POLICY } from './error-budget-policy.ts';

const step = (remaining: number | null, previous: number | null = null, changes: object = {}) =>
  budgetStep({ policy: ERROR_BUDGET_POLICY, remaining, historyShare: 1, isMeasured: true, previous, ...changes })
    ?.left ?? null;

describe('the step of an error budget', () => {
  it.each([
    [1, null],
    [0.51, null],
    [0.5, 0.5],
    [0.26, 0.5],
    [0.25, 0.25],
    [0.001, 0.25],
    [0, 0],
    [-3, 0],
    [null, null],
  ])('with %d left: %d', (remaining, expected) => {
    expect(step(remaining)).toBe(expected);
  });

  it.each([
    ['falls at once', 0.2, 0.5, 0.25],
    ['falls over a step', -1, 0.5, 0],
    ['holds while little is regained', 0.51, 0.5, 0.5],
    ['is left when enough is', 0.52, 0.5, null],
    ['of a quarter holds', 0.26, 0.25, 0.25],
    ['of a quarter gives way to half', 0.3, 0.25, 0.5],
    ['of nothing gives way to a quarter', 0.03, 0, 0.25],
    ['of nothing to none', 0.9, 0, null],
  ])('%s', (_name, remaining, previous, expected) => {
    expect(step(remaining, previous)).toBe(expected);
  });

  it('stays as it was while nothing is known', () => {
    expect(step(null, 0)).toBe(0);
    expect(step(1, 0, { isMeasured: false })).toBe(0);
    expect(step(-5, null, { historyShare: 0.1 })).toBeNull();
    expect(step(1, 0.25, { historyShare: 0.1 })).toBe(0.25);
  });

  it('does not move when it is asked again', () => {
    fc.assert(
      fc.property(
        fc.double({ min: -2, max: 1, noNaN: true }),
        fc.constantFrom(null, 0.5, 0.25, 0),
        (remaining, before) => {
          const first = step(remaining, before);
          expect(step(remaining, first)).toBe(first);
        },
      ),
    );
  });

  it('asks for more the less is left, and every consequence has words', () => {
    for (const [index, one] of ERROR_BUDGET_POLICY.slice(1).entries()) {
      const before = ERROR_BUDGET_POLICY[index];
      expect(one.left).toBeLessThan(before?.left ?? 0);
      for (const consequence of before?.consequences ?? []) expect(one.consequences).toContain(consequence);
    }
    for (const consequence of BUDGET_CONSEQUENCES) expect(CONSEQUENCE_WORDS[consequence]).not.toBe('');
  });
});
