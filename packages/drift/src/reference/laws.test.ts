import { describe, expect, test } from 'vitest';
import { fc } from '../../test/properties.ts';
import { AWKWARD_NUMBERS, column, paneOf, RawValue, referenceOf } from '../../test/streams.ts';
import { CodecError } from '../codec/codec-error.ts';
import { featureHistogram } from '../histogram/feature-histogram.ts';
import { mergePanes, sumPanes } from '../pane/merge-panes.ts';
import { decodePane, encodePane } from '../pane/pane-codec.ts';
import { evaluateWindow } from '../verdict/evaluate-window.ts';
import { DECLARED_KINDS, type DeclaredKind } from './column-sample.ts';
import type { FrozenReference } from './frozen-reference.ts';
import { decodeReference, encodeReference } from './reference-codec.ts';

/** Whatever an event can carry, vectors and texts of any shape too. */
const AnyValue = fc.oneof(
  { weight: 3, arbitrary: RawValue },
  {
    weight: 2,
    arbitrary: fc.array(fc.oneof(fc.double(), fc.constantFrom<unknown>(null, 'x', 1e308)), { maxLength: 3 }),
  },
  { weight: 2, arbitrary: fc.tuple(fc.double({ noNaN: true }), fc.double({ noNaN: true })) },
  { weight: 2, arbitrary: fc.string({ unit: 'binary', maxLength: 40 }) },
  { weight: 1, arbitrary: fc.constantFrom('[1, 2]', '[1', 'true', 'FALSE', ' a  b ', '\ud800', '1e999') },
);
const Values = fc.array(AnyValue, { minLength: 1, maxLength: 30 });
const KINDS = [undefined, ...DECLARED_KINDS] as const;

function frozen(values: readonly unknown[], kind: DeclaredKind | undefined): FrozenReference {
  return referenceOf(column(values), kind === undefined ? {} : { kinds: { x: kind } });
}

function finiteNumbersOnly(value: unknown, path = ''): void {
  if (typeof value === 'number') expect(Number.isFinite(value), `${path} is ${value}`).toBe(true);
  else if (typeof value === 'object' && value !== null)
    for (const [key, inner] of Object.entries(value)) finiteNumbersOnly(inner, `${path}.${key}`);
}

/** All that is done with a reference and a window, from bytes to what a page shows. */
function goesThrough(reference: FrozenReference, windowValues: readonly unknown[]): void {
  expect(decodeReference(encodeReference(reference))).toEqual(reference);
  const pane = paneOf(reference, column(windowValues));
  expect(decodePane(encodePane(pane, reference.grid), reference.grid)).toEqual(pane);
  for (const { name } of reference.features) {
    const histogram = featureHistogram(reference, pane, name);
    finiteNumbersOnly({ bins: histogram?.bins, missing: histogram?.missing, newShare: histogram?.newShare });
  }
  const { evaluation } = evaluateWindow({ reference, pane, windowStartMs: 0, windowEndMs: 60_000 });
  for (const feature of evaluation.features)
    for (const reading of Object.values(feature.metrics)) if (reading.state === 'measured') finiteNumbersOnly(reading);
  finiteNumbersOnly(evaluation.multivariate);
}

describe.each(KINDS)('a column declared %s', (kind) => {
  test('goes through with any values, and its panes merge to the pane of all', () => {
    fc.assert(
      fc.property(Values, Values, Values, (base, a, b) => {
        const reference = frozen(base, kind);
        goesThrough(reference, a);
        const [pa, pb] = [paneOf(reference, column(a)), paneOf(reference, column(b))];
        const union = paneOf(reference, column([...b, ...a]));
        expect(mergePanes(pa, pb)).toEqual(union);
        expect(mergePanes(pb, pa)).toEqual(union);
        expect(sumPanes(reference.grid, [pb, sumPanes(reference.grid, [pa])])).toEqual(union);
      }),
      { numRuns: 60 },
    );
  });

  const many = (value: unknown): unknown[] => Array.from({ length: 250 }, () => value);
  test.each<[string, unknown[]]>([
    ['nothing', []],
    ['one value', [1]],
    ['one text', ['a b c']],
    ['one vector', [[1, 2]]],
    ['a constant', many(3)],
    ['one vector again and again', many([3, 4])],
    ['all missing', many(null)],
    ['all absent', many(undefined)],
    ['all of the wrong type', many({})],
    ['all different', Array.from({ length: 250 }, (_, i) => `new-${i}`)],
    ['awkward numbers', [...AWKWARD_NUMBERS, ...AWKWARD_NUMBERS]],
    ['huge numbers', [1e308, -1e308, 1e308, -1e308]],
    ['subnormal numbers', [Number.MIN_VALUE, 2 ** -1_060, 0, -0]],
    ['truth', [true, false, 'true', 0, 1]],
    ['numbers', Array.from({ length: 250 }, (_, i) => i)],
  ])('goes through with %s, as reference or as window', (_name, values) => {
    const numbers = Array.from({ length: 250 }, (_, i) => i % 40);
    const vectors = Array.from({ length: 250 }, (_, i) => [i % 7, i % 5]);
    for (const other of [values, numbers, vectors]) {
      goesThrough(frozen(values.length === 0 ? [undefined] : values, kind), other);
      goesThrough(frozen(other.length === 0 ? [undefined] : other, kind), values);
    }
  });
});

describe('damage', () => {
  const events = Array.from({ length: 120 }, (_, i) => ({
    features: { a: i, b: Math.sin(i), flag: i % 3 === 0, v: [i % 7, i % 5], note: `text ${i} of a few words` },
    score: (i % 10) / 10,
  }));
  const reference = referenceOf(events, { kinds: { note: 'text' } });
  const { grid } = reference;
  const pane = encodePane(paneOf(reference, [...events, { features: { a: 1e6, b: -9, v: [1e9, 0] } }]), grid);
  const body = encodeReference(reference);

  test('of a pane is a CodecError or another pane, a cut always an error', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(pane.length - 1), fc.nat(255)), { minLength: 1, maxLength: 4 }), (bytes) => {
        const damaged = pane.slice();
        for (const [position, byte] of bytes) damaged[position] = byte;
        try {
          const decoded = decodePane(damaged, grid);
          for (const counts of [decoded.counts, decoded.excess, decoded.moments, decoded.vectorSums])
            expect(counts.every(Number.isSafeInteger)).toBe(true);
        } catch (error) {
          expect(error).toBeInstanceOf(CodecError);
        }
      }),
      { numRuns: 2_000 },
    );
    for (let length = 0; length < pane.length; length += 1)
      expect(() => decodePane(pane.subarray(0, length), grid)).toThrow(CodecError);
  });
  test('of a reference is a CodecError, whatever byte it hits', () => {
    fc.assert(
      fc.property(fc.nat(body.length - 1), fc.nat(255), (position, byte) => {
        const damaged = body.slice();
        damaged[position] = byte;
        try {
          expect(decodeReference(damaged)).toEqual(reference);
        } catch (error) {
          expect(error).toBeInstanceOf(CodecError);
        }
      }),
      { numRuns: 400 },
    );
  });
});
