import { createReferenceBuilder, WindowSums } from '@leeway/drift';
import { expect, test } from 'vitest';
import { AlarmShelf, type KeptAlarms } from './alarm-shelf.ts';

const builder = createReferenceBuilder();
for (let row = 0; row < 100; row += 1) builder.add({ x: row });
const { grid } = builder.freeze({ kind: 'file', detail: 'a test', createdBy: 'test' });
const SUMS_BYTES = new WindowSums(grid, [60_000], { paneMs: 60_000, endMs: 0 }).byteLength;

function alarms(learntBytes: number): KeptAlarms {
  return {
    referenceId: 'r',
    learntToMs: 0,
    learnt: { windowMs: [60_000], features: [] },
    learntBytes,
    sums: new WindowSums(grid, [60_000], { paneMs: 60_000, endMs: 0 }),
    checkedMs: 0,
  };
}

test('who comes when it is full is kept without thresholds, and at last not at all', () => {
  const shelf = new AlarmShelf(2 * SUMS_BYTES + 1_000, () => 0);
  for (const id of ['a', 'b', 'c']) shelf.put(id, alarms(1_000));
  expect(shelf.get('a')?.learnt).not.toBeNull();
  expect(shelf.get('b')).toMatchObject({ learnt: null, sums: expect.any(WindowSums) as WindowSums });
  expect(shelf.get('c')).toBeUndefined();
  expect(shelf.byteLength).toBe(2 * SUMS_BYTES + 1_000);
  // In turn once more: nobody throws out anybody.
  for (const id of ['a', 'b', 'c']) shelf.put(id, alarms(1_000));
  expect(shelf.get('a')?.learnt).not.toBeNull();
  expect(shelf.get('b')?.learnt).toBeNull();
});

test('what was not used for long makes room', () => {
  let nowMs = 0;
  const shelf = new AlarmShelf(SUMS_BYTES + 1_000, () => nowMs);
  shelf.put('a', alarms(1_000));
  nowMs = 9 * 60_000;
  shelf.put('b', alarms(1_000));
  expect(shelf.get('b')).toBeUndefined();
  nowMs = 10 * 60_000;
  shelf.put('b', alarms(1_000));
  expect(shelf.get('a')).toBeUndefined();
  expect(shelf.get('b')?.learnt).not.toBeNull();
});

test('nothing is kept where there is no room at all', () => {
  const shelf = new AlarmShelf(0);
  shelf.put('a', alarms(1));
  expect(shelf.get('a')).toBeUndefined();
  expect(shelf.byteLength).toBe(0);
});
