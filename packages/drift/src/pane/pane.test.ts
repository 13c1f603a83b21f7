import { fc } from '../../test/properties.ts';
import { describe, expect, test } from 'vitest';
import { seeded } from '../../test/seeded.ts';
import { column, Event, paneOf, referenceOf } from '../../test/streams.ts';
import { CodecError } from '../codec/codec-error.ts';
import { SPECIAL_CELLS } from '../grid/grid.ts';
import { specialCellIndex } from '../grid/cell-of-value.ts';
import { countEvent, type CountableEvent } from './count-event.ts';
import { addExact, exactSum } from './exact-sum.ts';
import { paneCounts } from './feature-counts.ts';
import { LATENCY_EDGES_MS } from './latency-edges.ts';
import { mergePanes, sumPanes, withoutPane } from './merge-panes.ts';
import { createPane } from './pane.ts';
import { decodePane, encodePane } from './pane-codec.ts';

const Events = fc.array(Event, { minLength: 1, maxLength: 30 });

describe('merging', () => {
  test('is commutative, associative, and equal to counting the union in any order', () => {
    fc.assert(
      fc.property(Events, Events, Events, Events, fc.integer(), (base, a, b, c, seed) => {
        const reference = referenceOf(base);
        const [pa, pb, pc] = [paneOf(reference, a), paneOf(reference, b), paneOf(reference, c)];
        const random = seeded(seed);
        const shuffled = [...a, ...b, ...c]
          .map((event) => ({ event, key: random() }))
          .toSorted((one, other) => one.key - other.key)
          .map(({ event }) => event);
        const union = paneOf(reference, shuffled);
        expect(mergePanes(mergePanes(pa, pb), pc)).toEqual(union);
        expect(mergePanes(pc, mergePanes(pb, pa))).toEqual(union);
        expect(sumPanes(reference.grid, [pb, pc, pa])).toEqual(union);
      }),
      { numRuns: 80 },
    );
  });
  test('what is taken away again leaves what was there', () => {
    fc.assert(
      fc.property(Events, Events, Events, (base, a, b) => {
        const reference = referenceOf(base);
        const [pa, pb] = [paneOf(reference, a), paneOf(reference, b)];
        expect(withoutPane(mergePanes(pa, pb), pb)).toEqual(pa);
      }),
      { numRuns: 80 },
    );
  });
  test('leaves both panes as they were and refuses another grid', () => {
    const reference = referenceOf(column([1, 2]));
    const a = paneOf(reference, column([1]));
    const before = encodePane(a, reference.grid);
    mergePanes(a, a);
    expect(encodePane(a, reference.grid)).toEqual(before);
    expect(() => mergePanes(a, paneOf(referenceOf(column(['x'])), []))).toThrow('different grids');
  });
});

describe('exact sums', () => {
  test('equal the sum of big integers, whatever their size and order', () => {
    const Values = fc.array(fc.integer({ min: -(2 ** 50), max: 2 ** 50 }), { maxLength: 60 });
    fc.assert(
      fc.property(Values, (values) => {
        const limbs = new Float64Array(2);
        for (const value of values) addExact(limbs, 0, value);
        const [low = 0, high = 0] = limbs;
        const expected = values.reduce((sum, value) => sum + BigInt(value), 0n);
        expect(BigInt(high) * 2n ** 51n + BigInt(low)).toBe(expected);
        expect(exactSum(limbs, 0)).toBe(Number(expected));
      }),
    );
  });
});

describe('counting', () => {
  test('every event is in exactly one cell of each feature', () => {
    fc.assert(
      fc.property(Events, Events, (base, events) => {
        const reference = referenceOf(base);
        const pane = paneOf(reference, events);
        for (const layout of reference.grid.layouts) {
          const counts = paneCounts(pane, layout);
          const failed = events.filter(({ status, score }) => status === 'error' && (score ?? null) === null).length;
          expect(counts.total).toBe(layout.feature.source === 'feature' ? events.length : events.length - failed);
          if (counts.mean !== null) expect(Number.isFinite(counts.mean)).toBe(true);
        }
      }),
      { numRuns: 80 },
    );
  });
  test('each kind of nothing has its own cell', () => {
    const reference = referenceOf(column([1, 2, 3]));
    const [layout] = reference.grid.layouts;
    if (layout === undefined) throw new Error('one feature was given');
    const pane = paneOf(reference, [
      { features: {} },
      ...column([null, null, 'x', '', Number.NaN, Infinity, -Infinity, -Infinity]),
    ]);
    expect(SPECIAL_CELLS.map((cell) => pane.counts[specialCellIndex(layout, cell)])).toEqual([1, 2, 2, 1, 1, 2]);
  });
  test('reads own properties only', () => {
    const reference = referenceOf(column(['a', 'b'], 'constructor'));
    const pane = paneOf(reference, [{ features: {} }]);
    const [layout] = reference.grid.layouts;
    if (layout === undefined) throw new Error('one feature was given');
    expect(pane.counts[specialCellIndex(layout, 'absent')]).toBe(1);
  });
  test('a failed answer without output is not counted in the prediction, but is an event and an error', () => {
    const reference = referenceOf([{ features: { x: 1 }, score: 0.5 }]);
    const pane = paneOf(reference, [{ features: { x: 1 }, status: 'error' }]);
    const [x, prediction] = reference.grid.layouts;
    if (x === undefined || prediction === undefined) throw new Error('two features were given');
    expect([paneCounts(pane, x).total, paneCounts(pane, prediction).total]).toEqual([1, 0]);
    expect([pane.events, pane.errors]).toEqual([1, 1]);
  });
  test.each([
    [0, 0],
    [1, 0],
    [1.0001, 1],
    [60_000, LATENCY_EDGES_MS.length - 1],
    [60_001, LATENCY_EDGES_MS.length],
    [Infinity, LATENCY_EDGES_MS.length],
  ])('a latency of %d ms is in cell %d', (latencyMs, cell) => {
    const reference = referenceOf(column([1]));
    expect(paneOf(reference, [{ features: {}, latencyMs }]).latencyCounts[cell]).toBe(1);
  });
  test.each([null, undefined, Number.NaN, -1])('a latency of %p is in none', (latencyMs) => {
    const pane = paneOf(referenceOf(column([1])), [{ features: {}, latencyMs }]);
    expect(pane.latencyCounts.every((count) => count === 0)).toBe(true);
  });
  test('mean and sd of a pane are those of its values', () => {
    const reference = referenceOf(column([10, 20, 30, 40]));
    const [layout] = reference.grid.layouts;
    if (layout === undefined) throw new Error('one feature was given');
    const { mean, sd } = paneCounts(paneOf(reference, column([2, 4, 4, 4, 5, 5, 7, 9])), layout);
    expect(mean).toBeCloseTo(5, 4);
    expect(sd).toBeCloseTo(2, 4);
  });
  test('request and answer, counted by themselves, add up to the whole', () => {
    const events: CountableEvent[] = Array.from({ length: 300 }, (_, i) => ({
      features: { x: i % 17, y: (i * 7) % 23, kind: 'abc'[i % 3] },
      score: (i % 10) / 10,
      latencyMs: i,
    }));
    const reference = referenceOf(events);
    const halves = events.flatMap(({ features, score, latencyMs }): CountableEvent[] => [
      { features, part: 'inputs' },
      { features: {}, score, latencyMs, part: 'outputs' },
    ]);
    expect(paneOf(reference, halves)).toEqual(paneOf(reference, events));
    const answers = paneOf(
      reference,
      events.map(({ score }) => ({ features: {}, score, part: 'answer' })),
    );
    expect(answers.events).toBe(300);
    const totals = reference.grid.layouts.map((layout) => paneCounts(answers, layout).total);
    expect(totals).toEqual([0, 0, 0, 300]);
  });
  test('a pane of another grid is refused', () => {
    const [a, b] = [referenceOf(column([1])), referenceOf(column(['x']))];
    expect(() => countEvent(createPane(a.grid), b.grid, { features: {} })).toThrow(RangeError);
  });
});

describe('codec', () => {
  test('what is read equals what was written', () => {
    fc.assert(
      fc.property(Events, Events, (base, events) => {
        const reference = referenceOf(base);
        const pane = paneOf(reference, events);
        expect(decodePane(encodePane(pane, reference.grid), reference.grid)).toEqual(pane);
      }),
      { numRuns: 60 },
    );
  });
  test('any cut, any trailing byte, another version or grid is refused', () => {
    const events: CountableEvent[] = Array.from({ length: 50 }, (_, i) => ({
      features: { x: i, kind: 'abc'[i % 3] },
      score: i / 50,
      latencyMs: i,
    }));
    const reference = referenceOf(events);
    const bytes = encodePane(paneOf(reference, events), reference.grid);
    for (let length = 0; length < bytes.length; length += 1)
      expect(() => decodePane(bytes.subarray(0, length), reference.grid)).toThrow(CodecError);
    expect(() => decodePane(Uint8Array.of(...bytes, 0), reference.grid)).toThrow('1 bytes after the end');
    expect(() => decodePane(bytes.with(2, 7), reference.grid)).toThrow('pane version 7, this program reads 1 and 2');
    expect(() => decodePane(bytes.with(0, 0), reference.grid)).toThrow('not a pane');
    expect(() => decodePane(bytes, referenceOf(column([1])).grid)).toThrow(`pane of grid ${reference.gridId}`);
  });
  test('random damage never yields anything but a CodecError or a pane', () => {
    const reference = referenceOf(column([1, 2, 3, 'x', null]));
    const bytes = encodePane(paneOf(reference, column([1, 1, 2, 5, null])), reference.grid);
    fc.assert(
      fc.property(fc.nat(bytes.length - 1), fc.nat(255), (position, byte) => {
        try {
          decodePane(bytes.with(position, byte), reference.grid);
        } catch (error) {
          expect(error).toBeInstanceOf(CodecError);
        }
      }),
      { numRuns: 500 },
    );
  });
});
