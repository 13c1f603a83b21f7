import { describe, expect, test } from 'vitest';
import { fc } from '../../test/properties.ts';
import { normal, seeded } from '../../test/seeded.ts';
import { AWKWARD_NUMBERS } from '../../test/streams.ts';
import { dateChange } from './change-point.ts';

const AT = 40;

function series(random: () => number, move: (since: number) => number, n = 60): number[] {
  return Array.from({ length: n }, (_, t) => normal(random) + (t < AT ? 0 : move(t - AT + 1)));
}

type Dating = { found: number; covered: number; shapeRight: number };

function dates(move: (since: number) => number, shape: 'step' | 'ramp'): Dating {
  const random = seeded(7);
  const dating = { found: 0, covered: 0, shapeRight: 0 };
  for (let run = 0; run < 400; run += 1) {
    const change = dateChange(series(random, move));
    if (change.state !== 'found') continue;
    dating.found += 1;
    if (change.from <= AT && AT <= change.to) dating.covered += 1;
    if (change.shape === shape) dating.shapeRight += 1;
  }
  return dating;
}

describe('over 400 seeded series of 60 values, a change at 40', () => {
  test.each([
    ['a step of 2 standard deviations', 2, 0.99, 0.93],
    ['a step of 4 standard deviations', 4, 1, 0.95],
  ])('%s is found and its interval holds the date', (_name, size, found, covered) => {
    const dating = dates(() => size, 'step');
    expect(dating.found / 400).toBeGreaterThanOrEqual(found);
    expect(dating.covered / dating.found).toBeGreaterThanOrEqual(covered);
    expect(dating.shapeRight / dating.found).toBeGreaterThan(0.85);
  });
  test('a ramp of 4 standard deviations in 10 values likewise', () => {
    const dating = dates((since) => 0.4 * since, 'ramp');
    expect(dating.found / 400).toBe(1);
    expect(dating.covered / dating.found).toBeGreaterThan(0.92);
    expect(dating.shapeRight / dating.found).toBeGreaterThan(0.95);
  });
  test('without a change fewer than 1 % are found, also where neighbours are correlated fewer than 4 %', () => {
    const random = seeded(9);
    let [plain, correlated] = [0, 0];
    for (let run = 0; run < 1_000; run += 1) {
      if (dateChange(series(random, () => 0)).state === 'found') plain += 1;
      let level = 0;
      const walk = Array.from({ length: 60 }, () => (level = 0.6 * level + normal(random)));
      if (dateChange(walk).state === 'found') correlated += 1;
    }
    expect(plain).toBeLessThan(10);
    expect(correlated).toBeLessThan(40);
  });
});

test('a plain step: date, levels and direction exactly', () => {
  expect(dateChange([3, 3, 3, 3, 3, 1, 1, 1])).toEqual({
    state: 'found',
    index: 5,
    from: 5,
    to: 5,
    shape: 'step',
    direction: 'down',
    before: 3,
    after: 1,
    pValue: 0,
  });
});

test('a plain ramp begins with the first value above the old level', () => {
  expect(dateChange([2, 2, 2, 2, 2, 3, 4, 5, 6])).toMatchObject({ index: 5, shape: 'ramp', before: 2, after: 6 });
});

test('the t test of the best split, worked by hand', () => {
  // Means 0.25 and 5.25, residuals ±0.25, ±0.75: RSS = 1.5, explained = 50, t² = 50·5/1.5, neighbours uncorrelated.
  const change = dateChange([0, 1, 0, 0, 5, 5, 5, 6]);
  if (change.state !== 'found') throw new Error('a change is there');
  expect(change).toMatchObject({ index: 4, before: 0.25, after: 5.25 });
  // SciPy: 2·t.sf(√(250/1.5), 5), times 2·5 candidates.
  expect(change.pValue).toBeCloseTo(10 * 4.9677612766899436e-5, 12);
});

test('what was not measured is left out, and dates stay those of the series', () => {
  const change = dateChange([null, 0, 0, Number.NaN, 0, 0, null, 0, 4, null, 4, 4]);
  expect(change).toMatchObject({ state: 'found', index: 8, before: 0, after: 4 });
});

test('level and scale do not matter', () => {
  const random = seeded(3);
  const plain = series(random, () => 3);
  const change = dateChange(plain);
  for (const [factor, offset] of [
    [1e-290, 0],
    [1e290, 0],
    [-2, 1_000],
  ] as const) {
    const moved = dateChange(plain.map((value) => value * factor + offset));
    if (moved.state !== 'found' || change.state !== 'found') throw new Error('a change is there');
    expect([moved.index, moved.from, moved.to, moved.shape]).toEqual([
      change.index,
      change.from,
      change.to,
      change.shape,
    ]);
  }
});

test.each([
  ['nothing', []],
  ['too little', [1, 2, 1, 2, 1]],
  ['nothing measured', Array.from({ length: 9 }, () => null)],
])('%s is insufficient', (_name, values) => {
  expect(dateChange(values)).toMatchObject({
    state: 'insufficient',
    reason: expect.stringContaining('are needed') as string,
  });
});

test('a constant has no change, whatever its value', () => {
  for (const value of [0, 1 / 3, 1e308, 5e-324])
    expect(dateChange(Array.from({ length: 12 }, () => value))).toEqual({ state: 'none', pValue: 1 });
});

test('no number makes it throw or answer NaN', () => {
  const Value = fc.oneof(fc.double(), fc.constantFrom(...AWKWARD_NUMBERS), fc.constant(null));
  fc.assert(
    fc.property(fc.array(Value, { maxLength: 40 }), (values) => {
      const change = dateChange(values);
      if (change.state === 'insufficient') return;
      expect(change.pValue >= 0 && change.pValue <= 1).toBe(true);
      if (change.state === 'none') return;
      expect(change.from <= change.index && change.index <= change.to).toBe(true);
      expect(Number.isFinite(change.before) && Number.isFinite(change.after)).toBe(true);
    }),
    { numRuns: 500 },
  );
});
