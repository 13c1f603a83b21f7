import { expect, test } from 'vitest';
import { seeded } from '../../test/seeded.ts';
import { leanGrid } from '../grid/lean-grid.ts';
import { createPane } from '../pane/pane.ts';
import { countEvent } from '../pane/count-event.ts';
import { encodePane } from '../pane/pane-codec.ts';
import { evaluateWindow } from '../verdict/evaluate-window.ts';
import type { FrozenReference } from './frozen-reference.ts';
import { PackedReference } from './packed-reference.ts';
import { createReferenceBuilder } from './reference-builder.ts';
import { decodeReference, encodeReference } from './reference-codec.ts';

const random = seeded(11);
const row = (): Record<string, unknown> => {
  const size = random() * 100;
  const vector = [random(), random(), random()];
  return { size, weight: size * 3 + random(), kind: random() < 0.5 ? 'a' : 'b', isNew: random() < 0.1, vector };
};
const provenance = { kind: 'file', detail: 'a test', createdBy: 'test' } as const;

function frozen(rows: number): FrozenReference {
  const builder = createReferenceBuilder();
  for (let index = 0; index < rows; index += 1) builder.add(row(), { score: random(), positive: random() < 0.5 });
  return builder.freeze(provenance);
}

test.each([
  ['bytes', 200],
  ['two bytes', 3_000],
])('counts in %s come back as they were', (_form, rows) => {
  const reference = frozen(rows);
  const packed = new PackedReference(reference, reference.grid);
  expect(packed.unpack()).toEqual(reference);
  expect(packed.unpack()).toBe(packed.unpack());
});

test.each([2 ** 20, 2 ** 40])('counts of %i come back as they were', (count) => {
  const reference = frozen(200);
  reference.counts[0] = count;
  expect(new PackedReference(reference, reference.grid).unpack().counts).toEqual(reference.counts);
});

test('on a lean grid it counts, judges and is written as before', () => {
  const reference = frozen(2_000);
  const lean = new PackedReference(reference, leanGrid(reference.grid)).unpack();
  const [whole, small] = [createPane(reference.grid), createPane(lean.grid)];
  for (let index = 0; index < 500; index += 1) {
    const features = { ...row(), ...(index % 7 === 0 ? { weight: -1e6, kind: 'c' } : {}) };
    countEvent(whole, reference.grid, { features, score: index / 500, latencyMs: index });
    countEvent(small, lean.grid, { features, score: index / 500, latencyMs: index });
  }
  expect(encodePane(small, lean.grid)).toEqual(encodePane(whole, reference.grid));
  const window = { windowStartMs: 0, windowEndMs: 60_000 };
  expect(evaluateWindow({ ...window, reference: lean, pane: small })).toEqual(
    evaluateWindow({ ...window, reference, pane: whole }),
  );
  expect(reference.grid.reconstruction).not.toBeNull();
  expect(encodeReference(lean)).toEqual(encodeReference(reference));
  expect(decodeReference(encodeReference(lean))).toEqual(reference);
});

test('a grid of another reference is refused', () => {
  expect(() => new PackedReference(frozen(200), frozen(300).grid)).toThrow(RangeError);
});
