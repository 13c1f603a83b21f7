import { createReferenceBuilder, gridOf } from '@leeway/drift';
import { expect, it } from 'vitest';
import { testEvent } from '../../../test/test-model.ts';
import { countRecord, type CountInput } from './count-record.ts';
import { keepPending } from './deduplicate.ts';
import { createIngestModel, createIngestRegistry } from './ingest-model.ts';
import { observationsOf } from './observe-features.ts';
import { createPartitionDelta } from './partition-delta.ts';
import { createPartitionMemory } from './partition-memory.ts';
import { PredictionScanner } from './prediction-scanner.ts';

const nowMs = 1_800_000_000_000;
const builder = createReferenceBuilder();
for (let index = 0; index < 500; index += 1) {
  const { features, score } = testEvent('m', index, nowMs);
  builder.add(features, { score });
}
const grid = gridOf(builder.freeze({ kind: 'file', detail: '', createdBy: 'test' }));

function prepare(choice: { dedupWindowMs?: number; sliceBy?: string | null }) {
  const row = { id: 'm', predictionTopic: 't', labelTopic: null, paneMs: 60_000, latenessMs: 0 };
  const model = createIngestModel({ ...row, dedupWindowMs: 0, sliceBy: null, ...choice }, grid);
  const input: Omit<CountInput, 'record'> = {
    registry: createIngestRegistry([model]),
    origin: { topic: 't', partition: 0 },
    memory: createPartitionMemory(),
    delta: createPartitionDelta(),
    nowMs,
    mayRefuse: () => true,
    scanner: new PredictionScanner(),
  };
  let offset = 0n;
  const count = (event: object) => {
    offset += 1n;
    const value = Buffer.from(JSON.stringify(event));
    const { kind } = countRecord({ ...input, record: { offset, timestampMs: nowMs, key: null, value, headers: {} } });
    input.scanner.settle();
    return kind;
  };
  return { input, count };
}

it('counts an id that came before once, in the same delta and after a flush', () => {
  const { input, count } = prepare({ dedupWindowMs: 60_000 });
  const kinds = [1, 2, 1, 2, 3].map((index) => count(testEvent('m', index, nowMs)));
  keepPending(input.memory.dedup, input.registry, 't');
  kinds.push(...[3, 4].map((index) => count(testEvent('m', index, nowMs))));
  expect(kinds).toEqual(['event', 'event', 'duplicate', 'duplicate', 'event', 'duplicate', 'event']);
  expect([...input.delta.counters.values()]).toMatchObject([{ events: 4, duplicates: 3 }]);
  expect([...input.delta.panes.values()].reduce((sum, { pane }) => sum + pane.events, 0)).toBe(4);
});

it('counts repeated ids like any other unless the model asks', () => {
  const { count } = prepare({});
  expect([1, 1].map((index) => count(testEvent('m', index, nowMs)))).toEqual(['event', 'event']);
});

it('counts the commonest categories of a column by themselves as well', () => {
  const { input, count } = prepare({ sliceBy: 'city' });
  const events = Array.from({ length: 100 }, (_, index) => ({ ...testEvent('m', index, nowMs), version: '' }));
  for (const event of events) count(event);
  count({ ...events[0], features: { ...events[0]?.features, city: 'nowhere' } });
  const bySlice = new Map([...input.delta.panes.values()].map(({ slice, pane }) => [slice, pane.events]));
  for (const city of ['berlin', 'lyon', 'oslo', 'porto'])
    expect(bySlice.get(`city=${city}`)).toBe(events.filter(({ features }) => features['city'] === city).length);
  expect(bySlice.get('')).toBe(101);
  expect(bySlice.size).toBe(5);
});

it('has no slices by a column that is no category', () => {
  const { input, count } = prepare({ sliceBy: 'age' });
  count({ ...testEvent('m', 1, nowMs), version: '' });
  expect(input.delta.panes.size).toBe(1);
});

it('notes features that are new, gone or of another type, in bounded memory', () => {
  const { input, count } = prepare({});
  for (let index = 0; index < 100; index += 1) {
    const event = testEvent('m', index, nowMs);
    const { age: _gone, ...kept } = event.features;
    count({ ...event, version: '', features: { ...kept, income: 'much', fresh: 1, [`extra${index}`]: 1 } });
  }
  expect([...input.delta.counters.values()]).toMatchObject([{ events: 100, unknownFeatures: 100 }]);
  const observed = observationsOf(input.delta.unknownFeatures, input.delta.panes.values());
  expect(observed.filter(({ kind }) => kind === 'new')).toHaveLength(50);
  expect(observed).toContainEqual({ modelId: 'm', kind: 'new', feature: 'fresh', events: 100 });
  expect(observed).toContainEqual({ modelId: 'm', kind: 'vanished', feature: 'age', events: 100 });
  expect(observed).toContainEqual({ modelId: 'm', kind: 'type', feature: 'income', events: 100 });
});
