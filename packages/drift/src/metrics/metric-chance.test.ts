import { expect, test } from 'vitest';
import { seeded } from '../../test/seeded.ts';
import { column, paneOf, referenceOf } from '../../test/streams.ts';
import { featureReadings } from './feature-readings.ts';
import { metricChance } from './metric-chance.ts';

const OPTIONS = { bins: 10, minValues: 100 };

test('windows in which nothing changed stay below what chance reaches, about as often as they should', () => {
  const random = seeded(7);
  const draw = (n: number) => column(Array.from({ length: n }, () => random()));
  const reference = referenceOf(draw(20_000));
  const beyond = new Map<string, number>();
  const WINDOWS = 300;
  for (let window = 0; window < WINDOWS; window += 1) {
    const side = { reference, pane: paneOf(reference, draw(400)) };
    const readings = featureReadings(side, 'x', OPTIONS) ?? {};
    for (const [id, limit] of Object.entries(metricChance(side, 'x', { ...OPTIONS, tail: 0.05 }) ?? {})) {
      const reading = readings[id as keyof typeof readings];
      if (reading?.state === 'measured' && reading.value > limit) beyond.set(id, (beyond.get(id) ?? 0) + 1);
    }
  }
  for (const [id, count] of beyond) expect(count / WINDOWS, id).toBeLessThan(0.1);
  expect((beyond.get('psi') ?? 0) / WINDOWS).toBeGreaterThan(0.01);
});

test.each([0.5, 0.98])(
  'of a feature that lacks in %f of the reference, chance reaches little more than that',
  (rate) => {
    const random = seeded(11);
    const draw = (n: number) => column(Array.from({ length: n }, () => (random() < rate ? null : random())));
    const reference = referenceOf(draw(20_000));
    const side = { reference, pane: paneOf(reference, draw(2_000)) };
    const { missingRate } = metricChance(side, 'x', { ...OPTIONS, tail: 0.05 }) ?? {};
    expect(missingRate).toBeGreaterThan(rate);
    expect(missingRate).toBeLessThanOrEqual(Math.min(1, rate + 0.05));
  },
);

test('nothing is said of what could not be measured, or of a feature that is not there', () => {
  const reference = referenceOf(column(Array.from({ length: 500 }, (_, i) => i)));
  const side = { reference, pane: paneOf(reference, column([1, 2])) };
  expect(Object.keys(metricChance(side, 'x', { ...OPTIONS, tail: 0.05 }) ?? {})).not.toContain('psi');
  expect(metricChance(side, 'y', { ...OPTIONS, tail: 0.05 })).toBeUndefined();
});
