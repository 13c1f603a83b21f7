import { fc } from '../../test/properties.ts';
import { describe, expect, test } from 'vitest';
import { AWKWARD_NUMBERS } from '../../test/streams.ts';
import { NumericSample } from '../reference/numeric-sample.ts';
import { doubleAbove, doubleBelow } from './adjacent-double.ts';
import { categoryKey } from './category-key.ts';
import { categoricalValue, numericCell, numericValue } from './cell-of-value.ts';
import { compileGrid } from './compile-grid.ts';
import { MAX_EDGES, numericEdges, type WeightedValues } from './numeric-edges.ts';

function sampleOf(values: readonly number[]): WeightedValues {
  const sample = new NumericSample();
  for (const value of values) sample.add(value);
  return sample.weighted();
}

function massByCell(edges: number[], sample: WeightedValues): number[] {
  const cells = Array.from({ length: edges.length + 1 }, () => 0);
  sample.values.forEach((value, i) => {
    const cell = numericCell(Float64Array.from(edges), value);
    cells[cell] = (cells[cell] ?? 0) + (sample.weights[i] ?? 0);
  });
  return cells;
}

const Finite = fc.oneof(
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.integer({ min: -20, max: 20 }),
  fc.constantFrom(...AWKWARD_NUMBERS.filter(Number.isFinite)),
);

describe('neighbouring doubles', () => {
  test.each([
    [1, 1 - 2 ** -53],
    [-1, -1 - 2 ** -52],
    [0, -Number.MIN_VALUE],
    [-0, -Number.MIN_VALUE],
    [Number.MIN_VALUE, 0],
    [-Number.MAX_VALUE, -Infinity],
  ])('below %d lies %d', (value, below) => {
    expect(doubleBelow(value)).toBe(below);
  });
  test('above undoes below', () => {
    fc.assert(
      fc.property(Finite, (value) => {
        fc.pre(value > -Number.MAX_VALUE);
        expect(doubleBelow(value)).toBeLessThan(value);
        expect(doubleAbove(doubleBelow(value))).toBe(value + 0);
      }),
    );
  });
});

describe('edges of a numeric grid', () => {
  test('ascend, are at most 256, and leave the outermost cells empty', () => {
    fc.assert(
      fc.property(fc.array(Finite, { minLength: 1, maxLength: 600 }), (values) => {
        const sample = sampleOf(values);
        const edges = numericEdges(sample);
        expect(edges.length).toBeLessThanOrEqual(MAX_EDGES);
        for (let i = 1; i < edges.length; i += 1) expect(edges[i]).toBeGreaterThan(edges[i - 1] ?? Infinity);
        const cells = massByCell(edges, sample);
        expect(cells.at(-1)).toBe(0);
        if (!values.includes(-Number.MAX_VALUE)) expect(cells[0]).toBe(0);
      }),
      { numRuns: 60 },
    );
  });
  test('few distinct values have a cell each, and what lies between them another', () => {
    const edges = numericEdges(sampleOf([1, 1, 2, 5, 5, 5]));
    expect(edges).toEqual([1, 2, 5].flatMap((value) => [doubleBelow(value), value]));
    const typed = Float64Array.from(edges);
    expect([0.9, 1, 1.5, 2, 3, 5, 6].map((value) => numericCell(typed, value))).toEqual([0, 1, 2, 3, 4, 5, 6]);
  });
  test('many values: no cell above 2/256 of the mass but those of one heavy value', () => {
    const values = Array.from({ length: 20_000 }, (_, i) => (i % 4 === 0 ? 7 : Math.sin(i) * 50));
    const sample = sampleOf(values);
    const edges = numericEdges(sample);
    const cells = massByCell(edges, sample);
    const heavyCell = numericCell(Float64Array.from(edges), 7);
    expect(cells[heavyCell]).toBe(5_000);
    expect(edges[heavyCell - 1]).toBe(doubleBelow(7));
    cells.forEach((count, cell) => {
      if (cell !== heavyCell) expect(count).toBeLessThanOrEqual((2 / 256) * values.length);
    });
  });
  test('a sample without values has no edges and one cell', () => {
    expect(numericEdges(sampleOf([]))).toEqual([]);
    expect(numericCell(new Float64Array(0), 3)).toBe(0);
  });
});

describe('what an event can hold is told apart', () => {
  test.each([
    [Number.NaN, 'notANumber'],
    [Infinity, 'positiveInfinity'],
    [-Infinity, 'negativeInfinity'],
    [null, 'null'],
    [undefined, 'absent'],
    ['', 'wrongType'],
    ['12', 'wrongType'],
    [true, 'wrongType'],
    [12n, 'wrongType'],
    [{}, 'wrongType'],
    [-0, -0],
    [3, 3],
  ])('a numeric feature reads %p as %p', (raw, expected) => {
    expect(numericValue(raw, false)).toBe(expected);
  });
  test.each([
    ['12', 12],
    [' 1e3 ', 1_000],
    ['', 'wrongType'],
    ['  ', 'wrongType'],
    ['twelve', 'wrongType'],
    ['Infinity', 'positiveInfinity'],
    ['9'.repeat(400), 'wrongType'],
    [true, 'wrongType'],
  ])('declared numeric, it reads the text %p as %p', (raw, expected) => {
    expect(numericValue(raw, true)).toBe(expected);
  });
  test.each([
    ['', { category: '' }],
    [true, { category: 'true' }],
    ['true', { category: 'true' }],
    [3, 'wrongType'],
    [Number.NaN, 'notANumber'],
    [null, 'null'],
    [undefined, 'absent'],
    [[], 'wrongType'],
  ])('a categorical feature reads %p as %p', (raw, expected) => {
    expect(categoricalValue(raw, false)).toEqual(expected);
  });
  test('declared categorical, it reads numbers', () => {
    expect(categoricalValue(3, true)).toEqual({ category: '3' });
    expect(categoricalValue(Infinity, true)).toBe('positiveInfinity');
  });
  test('long categories are cut and stay different', () => {
    const [a, b] = [categoryKey('x'.repeat(5_000)), categoryKey(`${'x'.repeat(4_999)}y`)];
    expect(a).not.toBe(b);
    expect(a.length).toBeLessThan(200);
  });
});

test('a grid is named by its content, whatever the order of keys', () => {
  const feature = {
    name: 'x',
    source: 'feature',
    kind: 'numeric',
    coerce: false,
    edges: [1, 2],
    centre: 0,
    scale: 1,
  } as const;
  const { scale, ...rest } = feature;
  expect(compileGrid([feature]).id).toBe(compileGrid([{ scale, ...rest }]).id);
  expect(compileGrid([feature]).id).not.toBe(compileGrid([{ ...feature, edges: [1, 3] }]).id);
});
