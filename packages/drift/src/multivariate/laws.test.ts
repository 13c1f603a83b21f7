import { describe, expect, test } from 'vitest';
import { fc } from '../../test/properties.ts';
import { normal, seeded } from '../../test/seeded.ts';
import { AWKWARD_NUMBERS, paneOf, referenceOf } from '../../test/streams.ts';
import type { CountableEvent } from '../pane/count-event.ts';
import { mergePanes } from '../pane/merge-panes.ts';
import { createPane } from '../pane/pane.ts';
import { decodePane, encodePane } from '../pane/pane-codec.ts';
import type { FrozenReference } from '../reference/frozen-reference.ts';
import { rebaseline } from '../reference/rebaseline.ts';
import { decodeReference, encodeReference } from '../reference/reference-codec.ts';
import { MULTIVARIATE } from './index.ts';
import { readMultivariate, type MultivariateReading } from './read-multivariate.ts';

const TAILS = { warn: 1e-3, critical: 1e-6 };
const AwkwardNumber = fc.oneof(
  fc.double({ min: -100, max: 100, noNaN: true }),
  fc.constantFrom(...AWKWARD_NUMBERS),
  fc.constantFrom(null, undefined, 'x'),
);
const AwkwardEvent: fc.Arbitrary<CountableEvent> = fc.record({
  features: fc.record(
    {
      a: AwkwardNumber,
      b: AwkwardNumber,
      c: AwkwardNumber,
      v: fc.oneof(
        { weight: 4, arbitrary: fc.tuple(AwkwardNumber, AwkwardNumber) },
        { weight: 1, arbitrary: fc.constantFrom<unknown>([], [1], 'v', null) },
      ),
    },
    { requiredKeys: [] },
  ),
});
const Events = fc.array(AwkwardEvent, { minLength: 1, maxLength: 25 });

function measured(reading: MultivariateReading | undefined) {
  if (reading?.state !== 'measured') throw new Error(`not measured: ${JSON.stringify(reading)}`);
  return reading;
}

describe('laws', () => {
  test('every definition explains itself and is registered under its own id', () => {
    for (const [id, definition] of Object.entries(MULTIVARIATE)) {
      expect(definition.id).toBe(id);
      const { label, formula, source, domain, meaning, errorBound } = definition;
      for (const text of [label, formula, source, domain, meaning, errorBound]) expect(text).not.toBe('');
    }
  });

  test('panes merge to the pane of all events, in any order, also when they were stored in between', () => {
    fc.assert(
      fc.property(Events, Events, Events, Events, (base, a, b, c) => {
        const reference = referenceOf(base);
        const { grid } = reference;
        const [pa, pb, pc] = [a, b, c].map((events) => decodePane(encodePane(paneOf(reference, events), grid), grid));
        if (pa === undefined || pb === undefined || pc === undefined) throw new Error('three panes were made');
        const union = paneOf(reference, [...c, ...a, ...b]);
        expect(mergePanes(mergePanes(pa, pb), pc)).toEqual(union);
        expect(mergePanes(pb, mergePanes(pc, pa))).toEqual(union);
        expect(readMultivariate({ reference, pane: mergePanes(pc, mergePanes(pb, pa)) }, TAILS)).toEqual(
          readMultivariate({ reference, pane: union }, TAILS),
        );
      }),
      { numRuns: 100 },
    );
  });

  test('readings are finite whatever was counted, or say why there are none', () => {
    fc.assert(
      fc.property(Events, Events, (base, events) => {
        const reference = referenceOf(base);
        expect(decodeReference(encodeReference(reference))).toEqual(reference);
        for (const reading of readMultivariate({ reference, pane: paneOf(reference, events) }, TAILS)) {
          if (reading.state === 'undefined') expect(reading.reason).not.toBe('');
          else
            for (const number of [reading.value, reading.bound, reading.warn, reading.critical]) {
              expect(Number.isFinite(number)).toBe(true);
              expect(number).toBeGreaterThanOrEqual(0);
            }
        }
      }),
      { numRuns: 200 },
    );
  });

  const plain = Array.from({ length: 40 }, (_, i): CountableEvent => ({
    features: { a: i, b: (i * 7) % 11, v: [i % 5, i % 3] },
  }));
  test.each<[string, CountableEvent[]]>([
    ['nothing', []],
    ['one event', plain.slice(0, 1)],
    ['the same event again and again', Array.from({ length: 40 }, () => ({ features: { a: 1, b: 2, v: [3, 4] } }))],
    ['events without values', Array.from({ length: 40 }, () => ({ features: { a: null, b: null, v: null } }))],
    ['huge values', plain.map((_, i) => ({ features: { a: i % 2 ? 1e308 : -1e308, b: i, v: [1e308, i] } }))],
    ['tiny values', plain.map((_, i) => ({ features: { a: i * 5e-324, b: i, v: [5e-324 * i, 0] } }))],
    ['plain events', plain],
  ])('never throws on %s, as reference or as window', (_name, events) => {
    for (const [base, window] of [
      [events, events],
      [events, plain],
      [plain, events],
    ] as const) {
      const reference = referenceOf(base);
      for (const reading of readMultivariate({ reference, pane: paneOf(reference, window) }, TAILS))
        if (reading.state === 'measured') expect(Number.isFinite(reading.value + reading.critical)).toBe(true);
    }
  });
});

/** Rows whose numbers go together, and vectors that do; `broken` loses both without changing any number by itself. */
function rows(count: number, seed: number, broken = false): CountableEvent[] {
  const random = seeded(seed);
  return Array.from({ length: count }, () => {
    const common = [normal(random), normal(random)];
    const pick = (i: number): number => (broken ? normal(random) : (common[i % 2] ?? 0));
    const number = (i: number): number => 100 * i + 0.9 * pick(i) + Math.sqrt(1 - 0.81) * normal(random);
    const features: Record<string, unknown> = Object.fromEntries(
      Array.from({ length: 8 }, (_, i) => [`x${i}`, number(i)]),
    );
    return { features: { ...features, v: Array.from({ length: 16 }, (_, i) => number(i)) } };
  });
}

function readingsOf(reference: FrozenReference, events: readonly CountableEvent[], tail: number) {
  const pane = paneOf(reference, events);
  return readMultivariate({ reference, pane }, { warn: tail, critical: tail });
}

describe('chance and change', () => {
  const reference = referenceOf(rows(3_000, 1));

  test('chance exceeds the noise level about as often as stated', () => {
    const exceeded = new Map<string, number>();
    const windows = 300;
    for (let w = 0; w < windows; w += 1) {
      const pane = paneOf(reference, rows(150, 1_000 + w));
      for (const definition of Object.values(MULTIVARIATE))
        for (const subject of definition.subjects(reference)) {
          const reading = definition.read({ reference, pane }, subject);
          if (reading.state !== 'measured') throw new Error(reading.reason);
          if (reading.value <= definition.noise({ reference, pane }, subject, 0.05)) continue;
          exceeded.set(definition.id, (exceeded.get(definition.id) ?? 0) + 1);
        }
    }
    expect([...exceeded.keys()].toSorted()).toEqual(['maximumMeanDiscrepancy', 'reconstructionError']);
    for (const count of exceeded.values()) {
      expect(count / windows).toBeGreaterThan(0.015);
      expect(count / windows).toBeLessThan(0.1);
    }
  });

  test('numbers that no longer go together are critical, though each by itself looks the same', () => {
    const calm = readingsOf(reference, rows(400, 77), 1e-6).map((one) => measured(one).verdict);
    expect(calm).toEqual(['ok', 'ok']);
    const [error, distance] = readingsOf(reference, rows(400, 78, true), 1e-6).map(measured);
    expect(error).toMatchObject({ id: 'reconstructionError', feature: null, verdict: 'critical', n: 400 });
    expect(distance).toMatchObject({ id: 'maximumMeanDiscrepancy', feature: 'v', verdict: 'warning' });
  });

  test('vectors that moved by half a standard deviation are critical', () => {
    const moved = rows(400, 81).map(({ features }) => ({
      features: { ...features, v: (features['v'] as number[]).map((value) => value + 0.5) },
    }));
    const distance = readingsOf(reference, moved, 1e-6).find(({ feature }) => feature === 'v');
    expect(measured(distance).verdict).toBe('critical');
  });

  test('a re-baselined reference takes the new relations for normal', () => {
    const rebased = rebaseline(reference, paneOf(reference, rows(3_000, 5, true)), {
      kind: 'stream',
      detail: 'new normal',
      createdBy: 'test',
    });
    const verdicts = readingsOf(rebased, rows(400, 79, true), 1e-6).map((one) => measured(one).verdict);
    expect(verdicts).toEqual(['ok', 'ok']);
    expect(readingsOf(rebased, rows(400, 80), 1e-6).map((one) => measured(one).verdict)).toContain('critical');
  });

  test('a pane of another grid is refused', () => {
    const other = referenceOf([{ features: { a: 1 } }]);
    expect(() => readMultivariate({ reference, pane: createPane(other.grid) }, TAILS)).toThrow(RangeError);
  });
});
