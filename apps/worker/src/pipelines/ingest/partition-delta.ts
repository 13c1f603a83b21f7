import type { DeadLetter } from '@leeway/contracts';
import type { UnknownFeatures } from './observe-features.ts';
import type { AwaitingLabelRow, AwaitingPredictionRow, CounterDelta, PaneDelta } from '@leeway/store';

/** What one partition's records add since the last flush. Bounded by `isFull`. */
export type PartitionDelta = {
  panes: Map<string, PaneDelta>;
  counters: Map<string, CounterDelta>;
  awaitingLabels: AwaitingLabelRow[];
  awaitingPredictions: AwaitingPredictionRow[];
  deadLetters: DeadLetter[];
  rescore: Map<string, { modelId: string; startMs: number }>;
  unknownFeatures: UnknownFeatures;
  records: number;
};

const MAX_RECORDS = 20_000;
const MAX_PANES = 1_000;
const MAX_DEAD_LETTERS = 100;

export function createPartitionDelta(): PartitionDelta {
  return {
    panes: new Map(),
    counters: new Map(),
    awaitingLabels: [],
    awaitingPredictions: [],
    deadLetters: [],
    rescore: new Map(),
    unknownFeatures: new Map(),
    records: 0,
  };
}

/** No more is taken in before this is flushed: memory stays bounded while Postgres or the dead-letter topic is away. */
export function isFull(delta: PartitionDelta): boolean {
  return delta.records >= MAX_RECORDS || delta.panes.size >= MAX_PANES || delta.deadLetters.length >= MAX_DEAD_LETTERS;
}

/** The counter of a model for the minute of `nowMs` (processing time). */
export function counterOf(delta: PartitionDelta, modelId: string, nowMs: number): CounterDelta {
  const minuteMs = Math.floor(nowMs / 60_000) * 60_000;
  const key = JSON.stringify([modelId, minuteMs]);
  const known = delta.counters.get(key);
  if (known !== undefined) return known;
  const fresh: CounterDelta = {
    modelId,
    minuteMs,
    events: 0,
    labels: 0,
    late: 0,
    deadLettered: 0,
    unknownModel: 0,
    duplicates: 0,
    revised: 0,
    unknownFeatures: 0,
  };
  delta.counters.set(key, fresh);
  return fresh;
}
