import { expect, it } from 'vitest';
import { AWKWARD_NUMBERS } from '../../test/streams.ts';
import { fc } from '../../test/properties.ts';
import { doubleAbove, doubleBelow } from './adjacent-double.ts';
import { numericCell } from './cell-of-value.ts';
import { countSmallerKeys, highsOf, keyedCell, orderKey, orderKeysOf } from './order-keys.ts';

const Finite = fc.oneof(
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.double({ min: -10, max: 10, noNaN: true }),
  fc.integer({ min: -3, max: 3 }),
  fc.constantFrom(...AWKWARD_NUMBERS.filter(Number.isFinite)),
);

it('finds the cell that bisecting finds, for edges and what is next to them too', () => {
  fc.assert(
    fc.property(fc.uniqueArray(Finite, { maxLength: 256 }), fc.array(Finite, { maxLength: 20 }), (values, probes) => {
      const edges = Float64Array.from(new Set(values.flatMap((value) => [doubleBelow(value), value + 0])))
        .filter(Number.isFinite)
        .toSorted()
        .slice(0, 256);
      const keys = orderKeysOf(edges);
      if (keys === null) return;
      const near = [...edges].flatMap((edge) => [edge, doubleBelow(edge), doubleAbove(edge)]).filter(Number.isFinite);
      for (const value of [...probes, ...near, -0])
        expect(keyedCell(keys, edges, value)).toBe(numericCell(edges, value));
    }),
  );
});

it('counts smaller keys of many values as of each by itself, in tables of every size', () => {
  const sizes = fc.constantFrom(0, 1, 2, 3, 5, 9, 17, 33, 65, 129, 256);
  fc.assert(
    fc.property(
      sizes,
      fc.array(Finite, { minLength: 1, maxLength: 9 }),
      fc.double({ min: 0.001, max: 1e6, noNaN: true }),
      (size, probes, step) => {
        const edges = Float64Array.from({ length: size }, (_, i) => (i - size / 2) * step);
        const keys = orderKeysOf(edges);
        if (keys === null) return;
        const values = new Float64Array(probes.length + 1);
        values.set(probes);
        const below = new Int32Array(values.length).fill(-1);
        countSmallerKeys(keys, highsOf(values), 0, probes.length, below);
        const counted = probes.map((value, i) => {
          let cell = below[i] ?? -1;
          while (cell < edges.length && (edges[cell] ?? 0) < value) cell += 1;
          return cell;
        });
        expect(counted).toEqual(probes.map((value) => numericCell(edges, value)));
      },
    ),
  );
});

it('never decreases', () => {
  fc.assert(fc.property(Finite, Finite, (a, b) => a > b || orderKey(a) <= orderKey(b)));
});

it('leaves to bisecting what it would step through', () => {
  expect(orderKeysOf(Float64Array.from({ length: 40 }, (_, i) => 1_764_057_600 + i / 1e6))).toBeNull();
  expect(orderKeysOf(new Float64Array(257))).toBeNull();
  expect(orderKeysOf(Float64Array.from({ length: 40 }, (_, i) => i))).toHaveLength(64);
});
