import { expect, it } from 'vitest';
import { AWKWARD_NUMBERS } from '../../test/streams.ts';
import { fc } from '../../test/properties.ts';
import { doubleAbove, doubleBelow } from './adjacent-double.ts';
import { numericCell } from './cell-of-value.ts';
import { keyedCell, orderKey, orderKeysOf } from './order-keys.ts';

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

it('never decreases', () => {
  fc.assert(fc.property(Finite, Finite, (a, b) => a > b || orderKey(a) <= orderKey(b)));
});

it('leaves to bisecting what it would step through', () => {
  expect(orderKeysOf(Float64Array.from({ length: 40 }, (_, i) => 1_764_057_600 + i / 1e6))).toBeNull();
  expect(orderKeysOf(new Float64Array(257))).toBeNull();
  expect(orderKeysOf(Float64Array.from({ length: 40 }, (_, i) => i))).toHaveLength(64);
});
