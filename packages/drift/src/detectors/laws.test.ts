import { describe, expect, test } from 'vitest';
import { fc } from '../../test/properties.ts';
import { normal, seeded } from '../../test/seeded.ts';
import { AWKWARD_NUMBERS } from '../../test/streams.ts';
import { createDetector, type CheckedSignal, type CreatedDetector } from './create-detector.ts';
import type { DetectorId } from './detector.ts';
import { DETECTORS } from './index.ts';

const IDS = Object.keys(DETECTORS) as DetectorId[];

function made(id: DetectorId, params?: Record<string, unknown>): Extract<CreatedDetector, { state: 'ready' }> {
  const detector = createDetector(id, params);
  if (detector.state === 'refused') throw new Error(detector.reason);
  return detector;
}

function signals(id: DetectorId, values: readonly number[]): CheckedSignal[] {
  const detector = made(id);
  return values.map((value) => detector.update(value));
}

/** Errors that become frequent after 600 values, with a seed of their own. */
function worsening(seed: number): number[] {
  const random = seeded(seed);
  return Array.from({ length: 1_200 }, (_, i) => (random() < (i < 600 ? 0.05 : 0.6) ? 1 : 0));
}

describe.each(IDS)('%s', (id) => {
  const definition = DETECTORS[id];

  test('is registered under its own id, explains itself and has defaults for all parameters', () => {
    expect(definition.id).toBe(id);
    for (const text of [definition.label, definition.formula, definition.source, definition.domain, definition.meaning])
      expect(text).not.toBe('');
    expect(definition.params.safeParse({}).success).toBe(true);
  });

  test('finds errors that became twelve times as frequent, and never before there were any', () => {
    for (const seed of [1, 2, 3]) {
      const found = signals(id, worsening(seed)).flatMap(({ drift }, index) => (drift ? [index] : []));
      expect(found.some((index) => index >= 600 && index < 900)).toBe(true);
    }
  });

  test('after a drift it is as new', () => {
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        const values = worsening(seed);
        const all = signals(id, values);
        const at = all.findIndex(({ drift }) => drift);
        if (at < 0) return;
        expect(all.slice(at + 1)).toEqual(signals(id, values.slice(at + 1)));
      }),
      { numRuns: 20 },
    );
  });

  test('two of a kind do not share anything', () => {
    const values = worsening(4);
    const [one, other] = [made(id), made(id)];
    const interleaved = values.map((value) => {
      other.update(1 - value);
      return one.update(value);
    });
    expect(interleaved).toEqual(signals(id, values));
  });

  test.each([0, 1, 0.25])('a constant %d is neither drift nor warning', (value) => {
    const said = signals(
      id,
      Array.from({ length: 3_000 }, () => value),
    );
    expect(said.every(({ drift, warning }) => !drift && !warning)).toBe(true);
  });

  test('what it cannot take is passed over with a reason and changes nothing', () => {
    const values = worsening(5);
    const detector = made(id);
    const taken = values.map((value, i) => {
      for (const awkward of [Number.NaN, Infinity, -Infinity, 1e308, -1e200])
        if (i % 50 === 0) expect(detector.update(awkward).ignored).toMatch(/^expected /u);
      return detector.update(value);
    });
    expect(taken).toEqual(signals(id, values));
  });

  test('whatever the numbers, it neither throws nor falls silent afterwards', () => {
    const detector = made(id);
    for (let round = 0; round < 40; round += 1) for (const number of AWKWARD_NUMBERS) detector.update(number);
    const found = worsening(6).some((value) => detector.update(value).drift);
    if (definition.input !== 'number') expect(found).toBe(true);
  });

  test('unknown or impossible parameters are refused with their name', () => {
    expect(createDetector(id, { sensitivity: 1 })).toMatchObject({
      state: 'refused',
      reason: expect.stringContaining('sensitivity') as string,
    });
    for (const name of Object.keys(definition.params.parse({})))
      expect(createDetector(id, { [name]: 'x' }), name).toMatchObject({
        state: 'refused',
        reason: expect.stringContaining(name) as string,
      });
  });
});

test('on a stationary stream of 20,000 normal numbers ADWIN is quiet, as its guarantee says', () => {
  const random = seeded(11);
  const values = Array.from({ length: 20_000 }, () => normal(random));
  expect(signals('adwin', values).some(({ drift }) => drift)).toBe(false);
});

test('KSWIN with a seed of its own draws what Python draws; without one every run is alike', () => {
  const values = worsening(7);
  expect(signals('kswin', values)).toEqual(signals('kswin', values));
  const params = { window_size: 100, stat_size: 30, seed: 42 };
  const [one, other] = [made('kswin', params), made('kswin', params)];
  expect(values.map((value) => one.update(value))).toEqual(values.map((value) => other.update(value)));
  expect(createDetector('kswin', { window_size: 50, stat_size: 30 })).toMatchObject({ state: 'refused' });
});
