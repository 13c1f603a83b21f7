import { describe, expect, test } from 'vitest';
import { fc } from '../../test/properties.ts';
import { normal, seeded } from '../../test/seeded.ts';
import { AWKWARD_NUMBERS, column, paneOf, referenceOf } from '../../test/streams.ts';
import { METRIC_IDS, type MetricId } from '../verdict/evaluation.ts';
import { METRICS } from './index.ts';
import type { MetricDefinition } from './metric-definition.ts';
import { metricInput } from './metric-input.ts';
import { categoricalSampleInput, numericSampleInput, type SampleInput } from './samples/sample-input.ts';
import { categoricalSide, numericSide } from './samples/sample-side.ts';

const UPPER: Partial<Record<MetricId, number>> = {
  jensenShannon: 1,
  hellinger: 1,
  totalVariation: 1,
  lInfinity: 1,
  kolmogorovSmirnov: 1,
  missingRate: 1,
  newCategoryRate: 1,
  outOfRangeRate: 1,
};
/** Where it does not matter which sample is the reference; bins of numbers follow the reference, so only categories. */
const SYMMETRIC: readonly MetricId[] = [
  'psi',
  'jensenShannon',
  'hellinger',
  'totalVariation',
  'lInfinity',
  'chiSquare',
  'gTest',
  'twoProportionZ',
];
const SYMMETRIC_NUMBERS: readonly MetricId[] = ['kolmogorovSmirnov', 'wasserstein', 'energyDistance'];

type Cells = readonly (number | null)[];
const numeric = (reference: Cells, current: Cells, bins = 10): SampleInput => {
  const side = (cells: Cells) => {
    const values = cells.filter((cell) => cell !== null);
    return numericSide(Float64Array.from(values), cells.length - values.length);
  };
  return numericSampleInput(side(reference), side(current), bins);
};
const categorical = (reference: readonly (string | null)[], current: readonly (string | null)[]): SampleInput => {
  const side = (cells: readonly (string | null)[]) => {
    const counts = new Map<string, number>();
    let missing = 0;
    for (const cell of cells) {
      if (cell === null) missing += 1;
      else counts.set(cell, (counts.get(cell) ?? 0) + 1);
    }
    return categoricalSide(counts, missing);
  };
  return categoricalSampleInput(side(reference), side(current));
};

const Numbers = fc.array(
  fc.oneof(
    { weight: 5, arbitrary: fc.double({ min: -1e3, max: 1e3, noNaN: true }) },
    { weight: 3, arbitrary: fc.integer({ min: 0, max: 4 }) },
    { weight: 2, arbitrary: fc.constantFrom(null, ...AWKWARD_NUMBERS) },
  ),
  { maxLength: 60 },
);
const Letters = fc.array(fc.constantFrom(null, 'a', 'b', 'c', '', 'constructor', '__proto__'), { maxLength: 60 });
const Inputs = fc.oneof(
  fc.tuple(Numbers, Numbers).map(([a, b]) => numeric(a, b)),
  fc.tuple(Letters, Letters).map(([a, b]) => categorical(a, b)),
);

function expectSound(id: MetricId, input: SampleInput): void {
  const reading = METRICS[id].fromSamples(input);
  if (reading.state !== 'measured') {
    expect(reading.reason).not.toBe('');
    return;
  }
  expect(Number.isFinite(reading.value)).toBe(true);
  expect(reading.value).toBeGreaterThanOrEqual(0);
  expect(reading.value).toBeLessThanOrEqual(UPPER[id] ?? Number.MAX_VALUE);
  if (reading.pValue === undefined) return;
  expect(reading.pValue).toBeGreaterThanOrEqual(0);
  expect(reading.pValue).toBeLessThanOrEqual(1);
}

function valueOf(id: MetricId, input: SampleInput): number | string {
  const reading = METRICS[id].fromSamples(input);
  return reading.state === 'measured' ? reading.value : reading.state;
}

const shuffled = <T>(values: readonly T[], seed: number): T[] => {
  const random = seeded(seed);
  return values
    .map((value) => ({ value, key: random() }))
    .toSorted((a, b) => a.key - b.key)
    .map(({ value }) => value);
};

describe.each(METRIC_IDS)('%s from raw samples', (id) => {
  test('lies at its baseline for identical samples, and is no evidence', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          Numbers.map((cells) => numeric(cells, cells)),
          Letters.map((cells) => categorical(cells, cells)),
        ),
        (input) => {
          const reading = METRICS[id].fromSamples(input);
          if (reading.state !== 'measured') return;
          expect(reading.value).toBeCloseTo(reading.baseline, 9);
          if (reading.pValue !== undefined) expect(reading.pValue).toBeCloseTo(1, 9);
        },
      ),
      { numRuns: 100 },
    );
  });
  test('does not depend on the order of values', () => {
    fc.assert(
      fc.property(Numbers, Numbers, Letters, fc.integer(), (a, b, letters, seed) => {
        expect(METRICS[id].fromSamples(numeric(shuffled(a, seed), shuffled(b, seed + 1)))).toEqual(
          METRICS[id].fromSamples(numeric(a, b)),
        );
        expect(METRICS[id].fromSamples(categorical(shuffled(letters, seed), letters))).toEqual(
          METRICS[id].fromSamples(categorical(letters, letters)),
        );
      }),
      { numRuns: 60 },
    );
  });
  test('is finite and within its bounds whatever the values', () => {
    fc.assert(
      fc.property(Inputs, (input) => expectSound(id, input)),
      { numRuns: 200 },
    );
  });
  test.each<[string, Cells]>([
    ['nothing', []],
    ['one value', [1]],
    ['a constant', Array.from({ length: 80 }, () => 0.1)],
    ['all missing', [null, null, null]],
    ['nothing finite', [Number.NaN, Infinity, -Infinity]],
    ['huge numbers', [1e308, -1e308, 1e308, -1e308]],
    ['subnormal numbers', [Number.MIN_VALUE, 2 ** -1_060, 0, -0]],
    ['awkward numbers', [...AWKWARD_NUMBERS]],
  ])('never throws and never yields NaN against %s', (_name, cells) => {
    const plain = Array.from({ length: 80 }, (_, i) => i % 40);
    for (const [a, b] of [
      [cells, cells],
      [cells, plain],
      [plain, cells],
    ] as const)
      expectSound(id, numeric(a, b));
  });
  test('never throws against new categories only, or no category', () => {
    for (const [a, b] of [
      [
        ['a', 'b'],
        ['c', 'd'],
      ],
      [['a'], []],
      [[], ['a']],
      [[null], [null]],
    ] as const)
      expectSound(id, categorical(a, b));
  });
});

test.each(SYMMETRIC)('%s is the same from either side', (id) => {
  fc.assert(
    fc.property(Letters, Letters, (a, b) => {
      const there = valueOf(id, categorical(a, b));
      const back = valueOf(id, categorical(b, a));
      if (typeof there === 'string') expect(back).toBe(there);
      else expect(back).toBeCloseTo(there, 9);
    }),
  );
});

test.each(SYMMETRIC_NUMBERS)('%s is the same from either side', (id) => {
  fc.assert(
    fc.property(Numbers, Numbers, (a, b) => {
      const there = valueOf(id, numeric(a, b));
      if (typeof there === 'string') expect(valueOf(id, numeric(b, a))).toBe(there);
      else expect(Math.abs(Number(valueOf(id, numeric(b, a))) - there)).toBeLessThanOrEqual(1e-12 * there);
    }),
  );
});

describe('distances move as their definition says', () => {
  const Finite = fc.array(fc.double({ min: -1e3, max: 1e3, noNaN: true }), { minLength: 1, maxLength: 40 });
  test('Wasserstein of a mere shift is the shift; scaling scales it, and energy distance by the root', () => {
    fc.assert(
      fc.property(Finite, fc.double({ min: 0.1, max: 100, noNaN: true }), (cells, shift) => {
        const moved = cells.map((cell) => cell + shift);
        expect(valueOf('wasserstein', numeric(cells, moved))).toBeCloseTo(shift, 6);
        const other = cells.map((cell) => cell * 0.5 + 1);
        const plain = numeric(cells, other);
        const scaled = numeric(
          cells.map((cell) => 4 * cell),
          other.map((cell) => 4 * cell),
        );
        expect(Number(valueOf('wasserstein', scaled))).toBeCloseTo(4 * Number(valueOf('wasserstein', plain)), 6);
        expect(Number(valueOf('energyDistance', scaled))).toBeCloseTo(2 * Number(valueOf('energyDistance', plain)), 6);
      }),
    );
  });
  test('no distance is shorter by a detour', () => {
    fc.assert(
      fc.property(Finite, Finite, Finite, (a, b, c) => {
        for (const id of SYMMETRIC_NUMBERS) {
          const [ab, bc, ac] = [numeric(a, b), numeric(b, c), numeric(a, c)].map((input) => Number(valueOf(id, input)));
          expect(ac ?? Number.NaN).toBeLessThanOrEqual(((ab ?? 0) + (bc ?? 0)) * (1 + 1e-9) + 1e-9);
        }
      }),
    );
  });
  test('Jensen–Shannon, Hellinger and total variation keep their inequalities', () => {
    fc.assert(
      fc.property(Letters, Letters, (a, b) => {
        const input = categorical(a, b);
        const [js, hellinger, tv] = (['jensenShannon', 'hellinger', 'totalVariation'] as const).map((id) =>
          valueOf(id, input),
        );
        if (typeof js !== 'number' || typeof hellinger !== 'number' || typeof tv !== 'number') return;
        expect(hellinger ** 2).toBeLessThanOrEqual(tv + 1e-12);
        expect(tv).toBeLessThanOrEqual(Math.SQRT2 * hellinger + 1e-12);
        expect(js ** 2).toBeLessThanOrEqual(tv + 1e-12);
      }),
    );
  });
});

describe('the form from counts keeps what it promises', () => {
  const draws: Record<string, (random: () => number) => number> = {
    normal,
    skewed: (random) => -Math.log(1 - random()),
    'few values': (random) => Math.floor(random() * 7),
    rounded: (random) => Math.round(normal(random) * 5) / 5,
    'heavy tails': (random) => Math.tan(Math.PI * (random() - 0.5)) / 10,
  };
  const BOUNDED: readonly MetricId[] = [
    'kolmogorovSmirnov',
    'wasserstein',
    'wassersteinNormalized',
    'energyDistance',
    'meanShift',
    'varianceRatio',
    'missingRate',
    'outOfRangeRate',
  ];
  test.each(Object.entries(draws))('the exact value lies within the bound: %s', (name, draw) => {
    const random = seeded(11);
    for (const [n, m, shift] of [
      [3_000, 2_000, 0],
      [3_000, 500, 0.4],
      [40, 60, 1],
      [2_000, 2_000, 25],
    ] as const) {
      const reference = Array.from({ length: n }, () => draw(random));
      const current = Array.from({ length: m }, () => draw(random) * (1 + shift / 4) + shift);
      const frozen = referenceOf(column(reference));
      const [layout] = frozen.grid.layouts;
      if (layout === undefined) throw new Error('one feature was given');
      const input = metricInput({ reference: frozen, pane: paneOf(frozen, column(current)) }, layout, {
        bins: 10,
        minValues: 2,
      });
      for (const id of BOUNDED) {
        const metric: MetricDefinition = METRICS[id];
        const counted = metric.read(input);
        const exact = metric.fromSamples(numeric(reference, current));
        if (counted.state !== 'measured' || exact.state !== 'measured') throw new Error(`${id} was to be measured`);
        expect(Math.abs(counted.value - exact.value), id).toBeLessThanOrEqual(counted.bound + 1e-9 * exact.value);
        // Where nothing lies in wide cells or in gaps between reference values, the bound is a small one, too.
        if (shift === 0 && name !== 'heavy tails') expect(counted.bound, id).toBeLessThanOrEqual(0.05);
      }
    }
  });
  test('of categories is the raw one exactly, where each has a group of its own', () => {
    const reference = Array.from({ length: 400 }, (_, i) => 'aaabbc'[i % 6] ?? '');
    const current = Array.from({ length: 300 }, (_, i) => 'aabbbc'[i % 6] ?? '');
    const frozen = referenceOf(column(reference));
    const [layout] = frozen.grid.layouts;
    if (layout === undefined) throw new Error('one feature was given');
    const pane = paneOf(frozen, column(current));
    const input = metricInput({ reference: frozen, pane }, layout, { bins: 10, minValues: 2 });
    for (const id of [
      'kl',
      'jensenShannon',
      'hellinger',
      'totalVariation',
      'lInfinity',
      'chiSquare',
      'gTest',
    ] as const) {
      const counted = METRICS[id].read(input);
      expect(counted).toMatchObject({ state: 'measured', bound: 0 });
      if (counted.state === 'measured')
        // The rare and the new share a group, here with the smallest category.
        expect(counted.value).toBeCloseTo(Number(valueOf(id, categorical(reference, current))), 9);
    }
  });
});

test('tests keep their level: equal laws are found different as often as p says', { timeout: 60_000 }, () => {
  const random = seeded(5);
  const rejected = new Map<MetricId, number>();
  const rounds = 400;
  for (let round = 0; round < rounds; round += 1) {
    const draw = (n: number): number[] => Array.from({ length: n }, () => normal(random));
    const letters = (n: number): string[] => Array.from({ length: n }, () => 'aaabbc'[Math.floor(random() * 6)] ?? '');
    const flags = (n: number): string[] => Array.from({ length: n }, () => (random() < 0.4 ? 'yes' : 'no'));
    for (const [ids, input] of [
      [['kolmogorovSmirnov', 'meanShift', 'chiSquare', 'gTest'], numeric(draw(300), draw(200))],
      [['chiSquare', 'gTest'], categorical(letters(300), letters(200))],
      [['twoProportionZ'], categorical(flags(300), flags(200))],
    ] as const)
      for (const id of ids) {
        const reading = METRICS[id].fromSamples(input);
        if (reading.state === 'measured' && (reading.pValue ?? 1) < 0.05) rejected.set(id, (rejected.get(id) ?? 0) + 1);
      }
  }
  for (const [id, count] of rejected) {
    const share = count / (id === 'chiSquare' || id === 'gTest' ? 2 * rounds : rounds);
    expect(share, id).toBeGreaterThan(0.02);
    // Reference-quantile bins make the reference's own counts too even, so chi-square of numbers rejects less or more.
    expect(share, id).toBeLessThan(0.09);
  }
  expect(rejected.size).toBe(5);
});
