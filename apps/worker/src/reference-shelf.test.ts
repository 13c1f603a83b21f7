import { createReferenceBuilder, encodeReference, gridOf, rebaseline, createPane, countEvent } from '@leeway/drift';
import { seededRandom } from '@leeway/testing';
import { expect, it } from 'vitest';
import { createReferenceShelf } from './reference-shelf.ts';

const random = seededRandom(3);
const builder = createReferenceBuilder();
for (let row = 0; row < 500; row += 1) builder.add({ x: random(), kind: random() < 0.5 ? 'a' : 'b' });
const first = builder.freeze({ kind: 'file', detail: 'a test', createdBy: 'test' });
const pane = createPane(gridOf(first));
for (let row = 0; row < 500; row += 1) countEvent(pane, gridOf(first), { features: { x: random(), kind: 'a' } });
const second = rebaseline(first, pane, { kind: 'stream', detail: 'a test', createdBy: 'test' });
const bodies = new Map([first, second].map((reference) => [reference.id, encodeReference(reference)]));

function shelf() {
  const asked: string[][] = [];
  const load = async (ids: string[]) => {
    asked.push(ids);
    return ids.flatMap((id) => bodies.get(id) ?? []);
  };
  return { asked, ...createReferenceShelf(load) };
}

it('decodes a reference once for all who ask, however soon after each other', async () => {
  const { asked, load } = shelf();
  const [a, b] = await Promise.all([load([first.id]), load([first.id, second.id])]);
  expect(asked).toEqual([[first.id], [second.id]]);
  expect(a.get(first.id)).toBe(b.get(first.id));
  expect(b.get(second.id)?.unpack().counts).toEqual(second.counts);
});

it('holds a grid once for the references that share it', async () => {
  const found = await shelf().load([first.id, second.id]);
  expect(found.get(first.id)?.grid).toBe(found.get(second.id)?.grid);
});

it('leaves out what does not exist, and tells what cannot be read without keeping the others from it', async () => {
  const { load } = shelf();
  expect([...(await load(['none', first.id])).keys()]).toEqual([first.id]);
  bodies.set('broken', new Uint8Array([1, 2, 3]));
  await expect(load(['broken'])).rejects.toThrow();
  expect([...(await load([second.id])).keys()]).toEqual([second.id]);
});
