import { decodeJson, LabelEvent, PredictionEvent } from '@leeway/contracts';
import { countEvent, createPane, type Grid } from '@leeway/drift';
import type { PaneDelta } from '@leeway/store';
import type { StreamRecord, TopicPartition } from '@leeway/stream';
import { classText } from '@leeway/services';
import { toDeadLetter } from './dead-letter.ts';
import { placeEvent } from './event-time.ts';
import type { IngestModel, IngestRegistry } from './ingest-model.ts';
import { counterOf, type PartitionDelta } from './partition-delta.ts';

/** What a partition remembers from record to record. */
export type PartitionMemory = {
  /** Largest trusted event time seen, stored or not. */
  maxEventMs: number;
  /** Event time up to which pages and evaluator were told that this partition is complete, before lateness. */
  publishedMs: number;
  limitVersion: (modelId: string, version: string) => string;
};

export type Counted =
  | { kind: 'event'; modelId: string; latenessMs: number }
  | { kind: 'label'; modelId: string }
  | { kind: 'late'; modelId: string }
  | { kind: 'dead-letter'; reason: string };

export type CountInput = {
  registry: IngestRegistry;
  origin: TopicPartition;
  memory: PartitionMemory;
  delta: PartitionDelta;
  record: StreamRecord;
  nowMs: number;
};

/** Adds one record to the delta. Never throws over what a record holds. */
export function countRecord(input: CountInput): Counted {
  const { delta, origin, record, nowMs } = input;
  delta.records += 1;
  const counted = input.registry.roles.get(origin.topic) === 'labels' ? countLabel(input) : countPrediction(input);
  if (counted.kind === 'dead-letter')
    delta.deadLetters.push(toDeadLetter(record, { ...origin, reason: counted.reason, nowMs }));
  return counted;
}

function refuse(input: CountInput, modelId: string, reason: string): Counted {
  counterOf(input.delta, modelId, input.nowMs).deadLettered += 1;
  return { kind: 'dead-letter', reason };
}

function refuseUnknown(input: CountInput, modelId: string): Counted {
  counterOf(input.delta, '', input.nowMs).unknownModel += 1;
  return refuse(input, '', `no model ${JSON.stringify(modelId)} is registered on this topic`);
}

function countPrediction(input: CountInput): Counted {
  const { memory, record, nowMs } = input;
  const decoded = decodeJson(PredictionEvent, record.value);
  if (!decoded.ok) return refuse(input, '', decoded.reason);
  const { event } = decoded;
  const model = input.registry.models.get(event.model);
  if (model === undefined || model.predictionTopic !== input.origin.topic) return refuseUnknown(input, event.model);
  const counter = counterOf(input.delta, model.id, nowMs);
  const placed = placeEvent({
    claimedMs: event.time,
    recordMs: record.timestampMs,
    nowMs,
    maxEventMs: memory.maxEventMs,
  });
  if (placed.kind === 'late') {
    counter.late += 1;
    return { kind: 'late', modelId: model.id };
  }
  const { eventMs } = placed;
  const latenessMs = Math.max(0, memory.maxEventMs - eventMs);
  memory.maxEventMs = Math.max(memory.maxEventMs, eventMs);
  counter.events += 1;
  const version = memory.limitVersion(model.id, event.version);
  if (model.grid !== null) {
    const pane = paneOf(input, model, model.grid, eventMs, version);
    countEvent(pane.pane, model.grid, event);
  }
  if (model.labelTopic !== null && event.status === 'ok' && (event.score ?? event.prediction ?? null) !== null)
    input.delta.awaitingLabels.push({
      modelId: model.id,
      eventId: event.id,
      eventMs,
      version,
      score: event.score ?? null,
      predicted: event.prediction === null || event.prediction === undefined ? null : classText(event.prediction),
    });
  return { kind: 'event', modelId: model.id, latenessMs };
}

function countLabel(input: CountInput): Counted {
  const decoded = decodeJson(LabelEvent, input.record.value);
  if (!decoded.ok) return refuse(input, '', decoded.reason);
  const { event } = decoded;
  const model = input.registry.models.get(event.model);
  if (model === undefined || model.labelTopic !== input.origin.topic) return refuseUnknown(input, event.model);
  counterOf(input.delta, model.id, input.nowMs).labels += 1;
  input.delta.awaitingPredictions.push({
    modelId: model.id,
    eventId: event.id,
    label: classText(event.label),
    seenMs: Math.min(input.record.timestampMs, input.nowMs),
  });
  return { kind: 'label', modelId: model.id };
}

function paneOf(input: CountInput, model: IngestModel, grid: Grid, eventMs: number, version: string): PaneDelta {
  const { delta, memory } = input;
  const startMs = Math.floor(eventMs / model.paneMs) * model.paneMs;
  const key = JSON.stringify([model.id, startMs, version, grid.id]);
  const known = delta.panes.get(key);
  if (known !== undefined) return known;
  const fresh: PaneDelta = {
    modelId: model.id,
    grid,
    version,
    startMs,
    paneMs: model.paneMs,
    pane: createPane(grid),
  };
  delta.panes.set(key, fresh);
  if (startMs + model.paneMs <= memory.publishedMs - model.latenessMs)
    delta.rescore.set(JSON.stringify([model.id, startMs]), { modelId: model.id, startMs });
  return fresh;
}
