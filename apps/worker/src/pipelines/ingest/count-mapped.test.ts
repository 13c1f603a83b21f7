import type { StreamMappingInput } from '@leeway/contracts';
import { createReferenceBuilder, gridOf } from '@leeway/drift';
import { expect, it } from 'vitest';
import { testEvent } from '../../../test/test-model.ts';
import { countRecord, type CountInput } from './count-record.ts';
import { createIngestModel, createIngestRegistry } from './ingest-model.ts';
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

function prepare(mappings: Record<string, StreamMappingInput>, labelMapping: StreamMappingInput = {}) {
  const models = Object.entries(mappings).map(([id, streamMapping]) =>
    createIngestModel(
      {
        id,
        predictionTopic: 't',
        labelTopic: 'labels',
        paneMs: 60_000,
        latenessMs: 0,
        dedupWindowMs: 60_000,
        sliceBy: null,
        streamMapping,
        labelMapping,
      },
      grid,
    ),
  );
  const input: Omit<CountInput, 'record' | 'origin'> = {
    registry: createIngestRegistry(models),
    memory: createPartitionMemory(),
    delta: createPartitionDelta(),
    nowMs,
    scanner: new PredictionScanner(),
    mayRefuse: () => true,
  };
  const count = (value: unknown, headers: Record<string, string> = {}, topic = 't') => {
    const record = { offset: 1n, timestampMs: nowMs, key: null, value: Buffer.from(JSON.stringify(value)), headers };
    return countRecord({ ...input, origin: { topic, partition: 0 }, record });
  };
  const counters = (modelId: string) => [...input.delta.counters.values()].filter((one) => one.modelId === modelId);
  return { input, count, counters };
}

const BATCH: StreamMappingInput = {
  model: { header: 'x-model', equals: 'Credit' },
  eventId: { path: 'id' },
  time: { record: true },
  rows: 'rows',
  features: { path: 'f' },
  score: { path: 'p' },
};
const rowsOf = (count: number) =>
  Array.from({ length: count }, (_, index) => {
    const { features, score } = testEvent('m', index, nowMs);
    return { f: features, p: score };
  });

it('counts the rows of a record as events of the model that the stream names, and a broken record not at all', () => {
  const { input, count, counters } = prepare({
    m: BATCH,
    n: { ...BATCH, model: { header: 'x-model', equals: 'Other' } },
  });
  expect(count({ id: 'b', rows: rowsOf(7) }, { 'X-Model': 'Credit' })).toMatchObject({
    kind: 'rows',
    rows: { length: 7 },
  });
  expect(count({ id: 'c', rows: rowsOf(1) }, { 'X-Model': 'Other' })).toMatchObject({ kind: 'event', modelId: 'n' });
  const broken = [...rowsOf(3), { f: {}, p: 9 }];
  expect(count({ id: 'd', rows: broken }, { 'X-Model': 'Credit' })).toMatchObject({
    kind: 'dead-letter',
    reason: 'row 3: p: 9, expected a probability from 0 to 1',
  });
  expect(count({ id: 'e', rows: rowsOf(2) }, { 'X-Model': 'Nobody' })).toMatchObject({ kind: 'dead-letter' });
  expect(counters('m')).toMatchObject([{ events: 7 }]);
  expect(counters('n')).toMatchObject([{ events: 1 }]);
  expect([...input.delta.panes.values()].map(({ modelId, pane }) => [modelId, pane.events])).toEqual([
    ['m', 7],
    ['n', 1],
  ]);
  expect(input.delta.awaitingLabels.map(({ eventId }) => eventId).slice(5)).toEqual(['b/5', 'b/6', 'c']);
});

it('joins labels by a mapping of their own', () => {
  const { input, count } = prepare(
    { m: BATCH },
    { model: { const: 'm' }, time: { record: true }, label: { path: 'truth' } },
  );
  expect(count({ id: 'b/5', truth: true }, {}, 'labels')).toEqual({ kind: 'label', modelId: 'm' });
  expect(input.delta.awaitingPredictions).toMatchObject([{ modelId: 'm', eventId: 'b/5', label: '1' }]);
});
