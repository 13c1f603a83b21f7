import { describe, expect, test } from 'vitest';
import { normal, seeded } from '../../test/seeded.ts';
import { column, paneOf, referenceOf } from '../../test/streams.ts';
import type { FeatureLayout } from '../grid/grid.ts';
import { paneCounts, referenceCounts } from '../pane/feature-counts.ts';
import { declaredKinds } from './declared-kinds.ts';
import type { FrozenReference } from './frozen-reference.ts';
import type { ReferenceBuilderOptions } from './reference-builder.ts';
import { decodeReference, encodeReference } from './reference-codec.ts';

const random = seeded(4);
const vector = (dimension: number, shift = 0): number[] =>
  Array.from({ length: dimension }, () => normal(random) + shift);
const sentence = (i: number): string => `the customer number ${i} wrote ${'very '.repeat(i % 4)}kindly to us`;
const range = <T>(length: number, make: (i: number) => T): T[] => Array.from({ length }, (_, i) => make(i));
const kindsOf = ({ features }: FrozenReference): string[] => features.map(({ name, kind }) => `${name}: ${kind}`);

function layoutOf(reference: FrozenReference, name: string): FeatureLayout {
  const found = reference.grid.layouts.find(({ feature }) => feature.name === name);
  if (found === undefined) throw new Error(`no feature ${name}`);
  return found;
}

describe('inference', () => {
  test.each<[string, unknown[], string[]]>([
    ['true and false', [true, false, null], ['x: boolean']],
    ['one truth value only', [true, true], ['x: boolean']],
    ['words for truth', ['true', 'false'], ['x: categorical']],
    ['truth values among words', [true, 'maybe'], ['x: categorical']],
    ['zeros and ones', [0, 1, 1], ['x: numeric']],
    ['arrays of numbers', [vector(3), vector(3)], ['x: vector']],
    ['arrays of words', [['a'], ['b']], ['x: numeric']],
    ['sentences, nearly all distinct', range(60, sentence), ['x.length: numeric', 'x.tokens: numeric']],
    ['sentences, again and again', range(60, (i) => sentence(i % 20)), ['x: categorical']],
    ['few sentences', range(40, sentence), ['x: categorical']],
    ['identifiers', range(60, (i) => `b3f1c2d4-0000-4000-8000-${String(i).padStart(12, '0')}`), ['x: categorical']],
    ['short words', range(60, (i) => `a b ${i}`), ['x: categorical']],
  ])('%s', (_case, values, kinds) => {
    expect(kindsOf(referenceOf(column(values)))).toEqual(kinds);
  });
  test('a text column is recognised by its first 1,000 strings, whatever comes later', () => {
    const free = referenceOf(column([...range(1_000, sentence), ...range(3_000, () => 'again')]));
    expect(kindsOf(free)).toEqual(['x.length: numeric', 'x.tokens: numeric']);
    expect(referenceCounts(free, layoutOf(free, 'x.length'))).toMatchObject({ values: 4_000, invalid: 0, missing: 0 });
    const codes = referenceOf(column([...range(1_000, () => 'again'), ...range(3_000, sentence)]));
    expect(kindsOf(codes)).toEqual(['x: categorical']);
  });
  test('what else a text column held is of the wrong type, before and after it was recognised', () => {
    const values = [true, 7, ...range(1_000, sentence), false, 8, vector(2), null];
    const reference = referenceOf(column(values));
    expect(referenceCounts(reference, layoutOf(reference, 'x.tokens'))).toMatchObject({
      total: values.length,
      values: 1_000,
      invalid: 5,
      missing: 1,
    });
  });
  test('the answer of a model is never text', () => {
    const events = range(80, (i) => ({ features: { x: 1 }, prediction: sentence(i) }));
    expect(kindsOf(referenceOf(events))).toEqual(['x: numeric', 'prediction: categorical']);
  });
});

describe('declared kinds', () => {
  test('override what would be inferred, and convert', () => {
    const reference = referenceOf(
      range(4, (i) => ({
        features: { flag: ['true', 'FALSE', 1, 0][i], note: ['one', 'two words', 3, null][i], embedding: '[1, 2.5]' },
      })),
      { kinds: { flag: 'boolean', note: 'text', embedding: 'vector' } },
    );
    expect(kindsOf(reference)).toEqual([
      'flag: boolean',
      'note.length: numeric',
      'note.tokens: numeric',
      'embedding: vector',
    ]);
    const counted = reference.grid.layouts.map((layout) => referenceCounts(reference, layout));
    expect(counted.map(({ values, invalid, missing }) => [values, invalid, missing])).toEqual([
      [4, 0, 0],
      [3, 0, 1],
      [3, 0, 1],
      [4, 0, 0],
    ]);
    expect([...(counted[0]?.cells ?? [])]).toEqual([2, 2, 0, 0]);
  });
  test('can be told from a reference, for the next one', () => {
    const kinds = {
      flag: 'boolean',
      note: 'text',
      embedding: 'vector',
      code: 'categorical',
      prediction: 'categorical',
    };
    const rows = [{ features: { flag: 1, note: 'a', embedding: [1], code: 7, free: 3 }, prediction: 1 }];
    expect(declaredKinds(referenceOf(rows, { kinds } as ReferenceBuilderOptions))).toEqual(kinds);
  });
  test('a text whose measure has the name of another column is refused', () => {
    const rows = [{ features: { note: 'a', 'note.length': 3 } }];
    expect(() => referenceOf(rows, { kinds: { note: 'text' } })).toThrow('"note.length"');
  });
  test('a prediction is no vector', () => {
    expect(() => referenceOf([], { kinds: { prediction: 'vector' } })).toThrow('not vector');
  });
});

describe('counting', () => {
  test('a text is measured in code points and in runs without white space', () => {
    const reference = referenceOf(column(['']), { kinds: { x: 'text' } });
    const pane = paneOf(reference, column(['naïve 👍🏽  \u3000Ok\n', 5, {}, null]));
    const [length, tokens] = ['x.length', 'x.tokens'].map((name) => paneCounts(pane, layoutOf(reference, name)));
    // Declared, so that the number 5 is the text "5".
    expect(length).toMatchObject({ values: 2, invalid: 1, missing: 1, mean: (14 + 1) / 2 });
    expect(tokens).toMatchObject({ values: 2, mean: (3 + 1) / 2 });
  });
  test('a boolean that was not declared takes nothing but true and false', () => {
    const reference = referenceOf(column([true, false, true]));
    const counts = paneCounts(paneOf(reference, column([true, 'true', 1, Number.NaN, null])), layoutOf(reference, 'x'));
    expect([...counts.cells]).toEqual([0, 1, 0, 0]);
    expect(counts).toMatchObject({ invalid: 3, missing: 1 });
  });
  test('a vector of another dimension, or with something else in it, is none', () => {
    const reference = referenceOf(
      column([
        [1, 2],
        [3, 4],
        [1, 2, 3],
        ['a', 'b'],
      ]),
    );
    expect(reference.features).toMatchObject([{ kind: 'vector', values: 2 }]);
    const layout = layoutOf(reference, 'x');
    const odd = [[1], [1, 2, 3], [1, null], [], 'x', [Number.NaN, 1], [1, -Infinity], [5, 6]];
    const pane = paneOf(reference, column(odd));
    expect(paneCounts(pane, layout)).toMatchObject({ values: 1, invalid: 7, total: 8 });
    expect([...pane.counts.subarray(layout.offset)]).toEqual([1, 0, 0, 5, 1, 0, 1]);
  });
  test('vectors of any finite size leave finite sums', () => {
    const reference = referenceOf(
      column([
        [1e308, -1e308],
        [Number.MIN_VALUE, 0],
        [1, 1],
      ]),
    );
    const pane = paneOf(
      reference,
      column([
        [1e308, 1e308],
        [-1e308, Number.MIN_VALUE],
      ]),
    );
    expect([...pane.vectorSums].every((sum) => Number.isSafeInteger(sum))).toBe(true);
  });
});

test('by how much values lie outside the reference is summed exactly', () => {
  const reference = referenceOf(column(range(101, (i) => i)));
  const layout = layoutOf(reference, 'x');
  const sd = reference.features[0]?.sd ?? 0;
  const pane = paneOf(reference, column([-1, -9, 0, 50, 100, 104, 1e300]));
  const [below = 0, , above = 0] = pane.excess.subarray(4 * layout.index);
  expect(below / 2 ** 20).toBeCloseTo(10 / sd, 5);
  // 1e300 counts as 1,024 standard deviations from the mean.
  expect(above / 2 ** 20).toBeCloseTo(4 / sd + 1_024 - 50 / sd, 4);
});

test('references of every kind survive their codec', () => {
  const events = range(1_200, (i) => ({
    features: { a: i, b: Math.sin(i), flag: i % 2 === 0, note: sentence(i), embedding: vector(4) },
    score: (i % 10) / 10,
  }));
  const reference = referenceOf(events);
  expect(kindsOf(reference)).toHaveLength(7);
  expect(reference.reconstruction).toMatchObject({ n: 1_200 });
  expect(reference.vectors).toMatchObject([{ n: 1_200 }]);
  expect(decodeReference(encodeReference(reference))).toEqual(reference);
});
