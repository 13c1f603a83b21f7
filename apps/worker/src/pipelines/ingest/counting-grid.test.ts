import { countEvent, createPane, createReferenceBuilder, encodePane, gridOf } from '@leeway/drift';
import { seededRandom } from '@leeway/testing';
import { expect, it } from 'vitest';
import { countingGrid } from './counting-grid.ts';

const random = seededRandom(5);
const row = (): Record<string, unknown> => {
  const size = random() * 100;
  return {
    size,
    weight: size * 3 + random(),
    share: random(),
    kind: random() < 0.5 ? 'a' : 'b',
    isNew: random() < 0.1,
  };
};

it('counts as the whole grid does, numbers, categories and broken relations alike', () => {
  const builder = createReferenceBuilder();
  for (let index = 0; index < 2_000; index += 1) builder.add(row(), { score: random() });
  const whole = gridOf(builder.freeze({ kind: 'file', detail: 'a test', createdBy: 'test' }));
  const small = countingGrid(whole);
  expect(whole.reconstruction).not.toBeNull();
  const expected = createPane(whole);
  const counted = createPane(small);
  for (let index = 0; index < 500; index += 1) {
    const features = { ...row(), ...(index % 7 === 0 ? { weight: -1e6, kind: 'c' } : {}) };
    const event = { id: String(index), time: 60_000, version: 'v1', features, score: random(), latencyMs: index };
    countEvent(expected, whole, event);
    countEvent(counted, small, event);
  }
  expect(Buffer.from(encodePane(counted, small)).equals(Buffer.from(encodePane(expected, whole)))).toBe(true);
  expect(expected.reconstruction).toEqual(counted.reconstruction);
});
