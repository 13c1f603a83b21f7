import { fc } from '../../test/properties.ts';
import { describe, expect, test } from 'vitest';
import { seeded, normal } from '../../test/seeded.ts';
import { column, Event, paneOf, PROVENANCE, referenceOf } from '../../test/streams.ts';
import { CodecError } from '../codec/codec-error.ts';
import { referenceCounts } from '../pane/feature-counts.ts';
import { CategorySample } from './category-sample.ts';
import { NumericSample } from './numeric-sample.ts';
import { QuantileSketch } from './quantile-sketch.ts';
import { rebaseline } from './rebaseline.ts';
import { createReferenceBuilder } from './reference-builder.ts';
import { Reservoir } from './reservoir.ts';
import { ReferenceRefused } from './reference-refused.ts';
import { decodeReference, encodeReference } from './reference-codec.ts';

describe('kinds', () => {
  test('numbers make a numeric feature, strings a categorical one, true and false a boolean, few values stay numeric', () => {
    const reference = referenceOf([
      { features: { few: 1, text: 'a', flag: true, gone: null } },
      { features: { few: 2, text: 'b', flag: false, gone: null } },
    ]);
    expect(reference.features.map(({ name, kind }) => [name, kind])).toEqual([
      ['few', 'numeric'],
      ['text', 'categorical'],
      ['flag', 'boolean'],
      ['gone', 'numeric'],
    ]);
  });
  test('what most values are decides, the others are of the wrong type', () => {
    const [layout] = referenceOf(column([1, 2, 'n/a'])).grid.layouts;
    const reference = referenceOf(column([1, 2, 'n/a']));
    if (layout === undefined) throw new Error('one feature was given');
    expect(referenceCounts(reference, layout)).toMatchObject({ values: 2, invalid: 1, missing: 0, total: 3 });
  });
  test('a declared kind overrides and converts', () => {
    const reference = referenceOf([{ features: { code: 1, amount: '2.5' } }, { features: { code: 2, amount: 3 } }], {
      kinds: { code: 'categorical', amount: 'numeric' },
    });
    expect(reference.features).toMatchObject([
      { name: 'code', kind: 'categorical', values: 2 },
      { name: 'amount', kind: 'numeric', values: 2, mean: 2.75 },
    ]);
  });
  test('a feature first seen late was absent before', () => {
    const reference = referenceOf([{ features: {} }, { features: { x: 1 } }, { features: { x: null } }]);
    expect(reference.features).toMatchObject([{ name: 'x', values: 1, missing: 2 }]);
  });
  test('names from an object’s prototype are features like any other', () => {
    const features = JSON.parse('{"__proto__":1,"constructor":2,"toString":3}') as Record<string, unknown>;
    expect(referenceOf([{ features }]).features.map(({ name }) => name)).toEqual([
      '__proto__',
      'constructor',
      'toString',
    ]);
  });
  test('a feature with the name of the model’s output is refused', () => {
    expect(() => createReferenceBuilder().add({ prediction: 1 })).toThrow(ReferenceRefused);
  });
});

describe('the prediction is the last feature', () => {
  test('the score if there is one', () => {
    const reference = referenceOf([{ features: { x: 1 }, score: 0.5, prediction: 'yes' }]);
    expect(reference.grid.features.at(-1)).toMatchObject({ name: 'prediction', source: 'score', kind: 'numeric' });
  });
  test('else the answer itself', () => {
    const reference = referenceOf([{ features: { x: 1 }, score: null, prediction: 'yes' }]);
    expect(reference.grid.features.at(-1)).toMatchObject({ source: 'prediction', kind: 'categorical' });
  });
  test('or none', () => {
    expect(referenceOf([{ features: { x: 1 } }]).features).toHaveLength(1);
  });
});

test('mean, sd, smallest and largest are those of the values', () => {
  const { features } = referenceOf(column([2, 4, 4, 4, 5, 5, 7, 9, null, 'x']));
  expect(features).toMatchObject([{ mean: 5, sd: 2, min: 2, max: 9, values: 8, missing: 1, rankErrorShare: 0 }]);
});

test('moments beyond the range of doubles are null, not NaN', () => {
  const { features } = referenceOf(column([1e308, -1e308, 1e308]));
  expect(features).toMatchObject([{ sd: null, min: -1e308, max: 1e308 }]);
});

describe('bounded memory', () => {
  test('what is kept of 200,000 rows stays below bounds that do not depend on their number', () => {
    const random = seeded(12);
    const [numbers, categories, wide, narrow] = [
      new NumericSample(),
      new CategorySample(),
      new Reservoir(1_536),
      new Reservoir(3),
    ];
    const vector = new Float64Array(1_536);
    let most = { numbers: 0, categories: 0 };
    for (let i = 0; i < 200_000; i += 1) {
      numbers.add(normal(random));
      categories.add(`user ${i}`);
      narrow.add([i, i, i]);
      if (i % 100 === 0) wide.add(vector);
      if (i % 1_000 === 0)
        most = {
          numbers: Math.max(most.numbers, numbers.retained),
          categories: Math.max(most.categories, categories.retained),
        };
    }
    // 65,536 values with their weights and what is about to be sorted; the sketch needs less.
    expect(most.numbers).toBeLessThanOrEqual(2 * 65_536 + 16_384);
    expect(numbers.retained).toBeLessThanOrEqual(8_192 * 6);
    expect(most.categories).toBeLessThanOrEqual(20_000);
    expect([wide.seen, wide.size]).toEqual([2_000, Math.floor(2 ** 21 / 1_536)]);
    expect(wide.retained).toBeLessThanOrEqual(2 ** 21);
    expect([narrow.size, narrow.retained]).toEqual([2_048, 2_048 * 3]);
  });
  test('a reservoir holds every row with the same chance', () => {
    let late = 0;
    const sample = new Reservoir(1);
    for (let i = 0; i < 20_000; i += 1) sample.add([i]);
    for (let i = 0; i < sample.size; i += 1) if ((sample.row(i)[0] ?? 0) >= 10_000) late += 1;
    // Half of 2,048, give or take four standard deviations.
    expect(Math.abs(late - 1_024)).toBeLessThan(4 * Math.sqrt(2_048 / 4));
  });
  test('up to 65,536 distinct values are exact, however many rows', () => {
    const sample = new NumericSample();
    for (let i = 0; i < 100_000; i += 1) sample.add(i % 1_000);
    expect(sample.rankErrorShare).toBe(0);
    const { values, weights } = sample.weighted();
    expect(values).toHaveLength(1_000);
    expect(new Set(weights)).toEqual(new Set([100]));
  });
  test('beyond, ranks are within the stated error', () => {
    const random = seeded(11);
    const all = Float64Array.from({ length: 150_000 }, () => normal(random));
    const sample = new NumericSample();
    for (const value of all) sample.add(value);
    const sorted = all.toSorted();
    const { values, weights } = sample.weighted();
    expect(sample.rankErrorShare).toBeGreaterThan(0);
    expect(sample.rankErrorShare).toBeLessThan(0.001);
    expect(weights.reduce((sum, weight) => sum + weight, 0)).toBe(all.length);
    let below = 0;
    let worst = 0;
    let rank = 0;
    values.forEach((value, i) => {
      below += weights[i] ?? 0;
      while (rank < sorted.length && (sorted[rank] ?? Infinity) <= value) rank += 1;
      worst = Math.max(worst, Math.abs(below - rank));
    });
    expect(worst / all.length).toBeLessThanOrEqual(sample.rankErrorShare);
  });
  test('the sketch takes whole weights', () => {
    const sketch = new QuantileSketch();
    sketch.add(3, 1_000_003);
    sketch.add(4, 1);
    expect(sketch.weighted()).toEqual({ values: Float64Array.of(3, 4), weights: Float64Array.of(1_000_003, 1) });
  });
  test('of too many categories the frequent ones are kept, and the feature says so', () => {
    const sample = new CategorySample();
    for (let i = 0; i < 60_000; i += 1) sample.add(i % 3 === 0 ? 'common' : `once-${i}`);
    expect(sample.saturated).toBe(true);
    const [first] = sample.ranked();
    expect(first?.category).toBe('common');
    expect(20_000 - (first?.count ?? 0)).toBeLessThanOrEqual(sample.countError);
    expect(sample.countError).toBeLessThanOrEqual(60_000 / 10_000);
  });
  test('more than 1,000 categories: the rest counts as other, an unseen one as new', () => {
    const names = Array.from({ length: 1_500 }, (_, i) => `c${String(i).padStart(4, '0')}`);
    const reference = referenceOf(column([...names, ...names.slice(0, 1_000)]));
    const [layout] = reference.grid.layouts;
    if (layout?.kind !== 'categorical') throw new Error('categories were given');
    expect(layout.feature.categories).toEqual(names.slice(0, 1_000));
    const pane = paneOf(reference, column(['c0000', 'c1499', 'never seen']));
    expect([pane.counts[0], pane.counts[layout.otherCell], pane.counts[layout.newCell]]).toEqual([1, 1, 1]);
  });
});

describe('codec', () => {
  test('what is read equals what was written, for any stream', () => {
    fc.assert(
      fc.property(fc.array(Event, { minLength: 1, maxLength: 40 }), (events) => {
        const reference = referenceOf(events);
        const decoded = decodeReference(encodeReference(reference));
        expect(decoded).toEqual(reference);
        expect(encodeReference(decoded)).toEqual(encodeReference(reference));
      }),
      { numRuns: 60 },
    );
  });
  test('damage, another version, and anything else are refused', () => {
    const bytes = encodeReference(referenceOf(column([1, 2, 3])));
    const text = new TextDecoder().decode(bytes);
    const encode = (changed: string): Uint8Array => new TextEncoder().encode(changed);
    expect(() => decodeReference(bytes.subarray(0, bytes.length - 3))).toThrow(CodecError);
    expect(() => decodeReference(encode(text.replace('"version":2', '"version":3')))).toThrow('version 3');
    expect(() => decodeReference(encode(text.replace('"rowCount":3', '"rowCount":4')))).toThrow('altered');
    expect(() => decodeReference(encode(text.replace('"kind":"numeric"', '"kind":"odd"')))).toThrow(CodecError);
    expect(() => decodeReference(encode('{}'))).toThrow('not a leeway reference');
    expect(() => decodeReference(Uint8Array.of(0xff, 0xfe))).toThrow(CodecError);
  });
  test('the same rows give the same id, other provenance another', () => {
    const make = (detail: string): string => {
      const builder = createReferenceBuilder();
      for (const value of [3, 1, 2]) builder.add({ x: value });
      return builder.freeze({ ...PROVENANCE, detail }).id;
    };
    expect(make('a')).toBe(make('a'));
    expect(make('a')).not.toBe(make('b'));
  });
});

describe('re-baselining', () => {
  const reference = referenceOf(column(Array.from({ length: 500 }, (_, i) => i % 100)));
  const later = paneOf(reference, column(Array.from({ length: 300 }, (_, i) => 20 + (i % 60))));

  test('keeps the grid, takes counts and moments from the stream', () => {
    const rebased = rebaseline(reference, later, { ...PROVENANCE, kind: 'stream', fromMs: 0, toMs: 60_000 });
    expect(rebased.gridId).toBe(reference.gridId);
    expect(rebased.id).not.toBe(reference.id);
    expect(rebased.rowCount).toBe(300);
    expect(rebased.counts).toEqual(later.counts);
    expect(rebased.features[0]?.mean).toBeCloseTo(49.5, 4);
    expect(rebased.features[0]?.sd).toBeCloseTo(Math.sqrt((60 ** 2 - 1) / 12), 4);
    expect(rebased.features[0]).toMatchObject({ min: expect.closeTo(20, 9) as number, max: 79, values: 300 });
    expect(decodeReference(encodeReference(rebased))).toEqual(rebased);
  });
  test('refuses panes of another grid', () => {
    const other = referenceOf(column(['a', 'b']));
    expect(() => rebaseline(other, later, PROVENANCE)).toThrow(RangeError);
  });
});
