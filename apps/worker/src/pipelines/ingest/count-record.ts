import { decodeJson, LabelEvent, PredictionEvent } from '@leeway/contracts';
import type { Grid, ScanModels } from '@leeway/drift';
import type { CounterDelta, PaneDelta } from '@leeway/store';
import type { StreamRecord, TopicPartition } from '@leeway/stream';
import { classText } from '@leeway/services';
import type { CountablePrediction } from './countable-prediction.ts';
import { toDeadLetter } from './dead-letter.ts';
import { DecodedPrediction } from './decoded-prediction.ts';
import { placeEvent } from './event-time.ts';
import { isRepeated, type DedupMemory } from './deduplicate.ts';
import type { IngestModel, IngestRegistry } from './ingest-model.ts';
import { noteUnknownFeatures } from './observe-features.ts';
import { nameNewCategories } from './name-new-categories.ts';
import { panePool } from './pane-pool.ts';
import { BUSY_EVENTS, quickGrids } from './quick-grids.ts';
import { addPaneDelta, counterOf, findPane, type PartitionDelta } from './partition-delta.ts';
import type { PredictionScanner } from './prediction-scanner.ts';
import { NO_MODELS, type TopicReader } from './topic-readers.ts';

/** What a partition remembers from record to record. */
export type PartitionMemory = {
  /** Largest trusted event time seen, stored or not. */
  maxEventMs: number;
  /** Event time up to which pages and evaluator were told that this partition is complete, before lateness. */
  publishedMs: number;
  limitVersion: (modelId: string, version: string) => string;
  dedup: DedupMemory;
};

export type Counted =
  | { kind: 'event'; modelId: string; latenessMs: number }
  | { kind: 'label'; modelId: string }
  | { kind: 'late'; modelId: string }
  /** Nothing was counted: the record is to be counted again once the models were read anew. */
  | { kind: 'unknown-model'; modelId: string }
  /** Nothing was counted: the record cannot be read before its schema was fetched. */
  | { kind: 'needs-schema'; schemaId: number }
  | { kind: 'duplicate'; modelId: string }
  /** A record of several events, or of none. */
  | { kind: 'rows'; rows: Counted[] }
  | { kind: 'dead-letter'; reason: string };

export type CountInput = {
  registry: IngestRegistry;
  origin: TopicPartition;
  memory: PartitionMemory;
  delta: PartitionDelta;
  record: StreamRecord;
  nowMs: number;
  /** Panes are complete when it was settled. */
  scanner: PredictionScanner;
  /** False = the model may have been registered a moment ago. */
  mayRefuse: (modelId: string) => boolean;
  /** Kept from record to record as long as nothing but the record changes. */
  topic?: TopicView;
  recent?: RecentEvent;
};

/** How the topic is read, by the registry of the input. */
type TopicView = { reader: TopicReader; isLabels: boolean; scanModels: ScanModels | null };

/** What the last event was counted with: found again without a look-up when the next is of the same kind. */
type RecentEvent = {
  modelId: string;
  model: IngestModel;
  counter: CounterDelta;
  /** As the event said, and as it is counted. */
  said: string | null;
  version: string;
  pane: PaneDelta | null;
};

/** Adds one record to the delta. Never throws over what a record holds. */
export function countRecord(input: CountInput): Counted {
  const { delta, origin, record, nowMs } = input;
  const counted = countAsMapped(input, (input.topic ??= viewTopic(input)));
  // Rows fill the delta as records do: a batch of thousands is no single record to memory.
  if (counted.kind !== 'unknown-model' && counted.kind !== 'needs-schema')
    delta.records += counted.kind === 'rows' ? 1 + counted.rows.length : 1;
  if (counted.kind === 'dead-letter')
    delta.deadLetters.push(toDeadLetter(record, { ...origin, reason: counted.reason, nowMs }));
  return counted;
}

function refuse(input: CountInput, modelId: string, reason: string): Counted {
  counterOf(input.delta, modelId, input.nowMs).deadLettered += 1;
  return { kind: 'dead-letter', reason };
}

function refuseUnknown(input: CountInput, modelId: string): Counted {
  if (!input.mayRefuse(modelId)) return { kind: 'unknown-model', modelId };
  counterOf(input.delta, '', input.nowMs).unknownModel += 1;
  return refuse(input, '', `no model ${JSON.stringify(modelId)} is registered on this topic`);
}

function viewTopic({ registry, origin: { topic } }: CountInput): TopicView {
  const reader = registry.readers.get(topic) ?? NO_MODELS;
  const isLabels = registry.roles.get(topic) === 'labels';
  const isScanned = reader.decoder.isOwnContract && !isLabels;
  return { reader, isLabels, scanModels: isScanned ? registry.scanModels(topic) : null };
}

function countAsMapped(input: CountInput, { reader, isLabels, scanModels }: TopicView): Counted {
  const { record, origin } = input;
  if (reader.decoder.isOwnContract) return isLabels ? countLabel(input) : countPrediction(input, scanModels);
  // Field by field: records read their key and headers only when asked, which a spread would lose.
  const { offset, timestampMs, key, value, headers } = record;
  const decoded = reader.decoder.decode({ partition: origin.partition, offset, timestampMs, key, value, headers });
  switch (decoded.kind) {
    case 'tombstone':
      return refuse(input, '', 'no value (tombstone)');
    case 'refused':
      return refuse(input, '', decoded.reason);
    case 'needs-schema':
      return decoded;
    case 'predictions':
      return countRows(input, reader, decoded.events, (event) => countOne(input, new DecodedPrediction(event)));
    case 'labels':
      return countRows(input, reader, decoded.events, (event) => countLabelEvent(input, event));
  }
}

/** The models of all rows first, so that a record counts as a whole or not at all. */
function countRows<T extends { model: string }>(
  input: CountInput,
  reader: TopicReader,
  events: readonly T[],
  count: (event: T) => Counted,
): Counted {
  const named: T[] = [];
  for (const event of events) {
    const modelId = reader.modelIds.get(event.model);
    if (modelId === undefined) return refuseUnknown(input, event.model);
    named.push({ ...event, model: modelId });
  }
  const rows = named.map(count);
  return rows.length === 1 && rows[0] !== undefined ? rows[0] : { kind: 'rows', rows };
}

function countPrediction(input: CountInput, scanModels: ScanModels | null): Counted {
  const scanned = scanModels === null ? null : input.scanner.read(input.record, scanModels);
  if (scanned !== null) return countOne(input, scanned);
  const decoded = decodeJson(PredictionEvent, input.record.value);
  return decoded.ok ? countOne(input, new DecodedPrediction(decoded.event)) : refuse(input, '', decoded.reason);
}

/** Null = not a model of this topic. */
function recentOf(input: CountInput, modelId: string): RecentEvent | null {
  const { recent } = input;
  if (recent !== undefined && recent.modelId === modelId) return recent;
  const model = input.registry.models.get(modelId);
  if (model === undefined || model.predictionTopic !== input.origin.topic) return null;
  const counter = counterOf(input.delta, modelId, input.nowMs);
  return (input.recent = { modelId, model, counter, said: null, version: '', pane: null });
}

function countOne(input: CountInput, prediction: CountablePrediction): Counted {
  const { memory, record, nowMs } = input;
  const { modelId, timeMs } = prediction;
  const recent = recentOf(input, modelId);
  if (recent === null) return refuseUnknown(input, modelId);
  const { model, counter } = recent;
  const placed = placeEvent({
    claimedMs: timeMs,
    recordMs: record.timestampMs,
    nowMs,
    maxEventMs: memory.maxEventMs,
  });
  if (placed.kind === 'late') {
    counter.late += 1;
    return { kind: 'late', modelId: model.id };
  }
  const arrivalMs = Math.min(record.timestampMs, nowMs);
  if (
    model.dedupWindowMs > 0 &&
    isRepeated(memory.dedup, { model, eventId: prediction.dedupId ?? prediction.eventId, arrivalMs })
  ) {
    counter.duplicates += 1;
    return { kind: 'duplicate', modelId: model.id };
  }
  const { eventMs } = placed;
  const latenessMs = Math.max(0, memory.maxEventMs - eventMs);
  memory.maxEventMs = Math.max(memory.maxEventMs, eventMs);
  counter.events += 1;
  const said = prediction.version;
  if (said !== recent.said) {
    recent.said = said;
    recent.version = memory.limitVersion(model.id, said);
  }
  if (model.grid !== null) countIntoPanes(input, recent, prediction, { model, grid: model.grid, eventMs });
  if (model.labelTopic !== null && !prediction.hasFailed)
    awaitLabel(input, model, prediction, { eventMs, version: recent.version });
  return { kind: 'event', modelId: model.id, latenessMs };
}

function countIntoPanes(
  input: CountInput,
  recent: RecentEvent,
  prediction: CountablePrediction,
  { model, grid, eventMs }: { model: IngestModel; grid: Grid; eventMs: number },
): void {
  const { version, counter } = recent;
  const startMs = Math.floor(eventMs / model.paneMs) * model.paneMs;
  let { pane } = recent;
  if (pane === null || pane.startMs !== startMs || pane.version !== version)
    pane = recent.pane = paneOf(input, model, grid, { startMs, version, slice: '' });
  prediction.countInto(pane.pane, grid);
  const fresh = prediction.newCategories(grid);
  if (fresh !== null) nameNewCategories(input.delta, pane, fresh);
  if (pane.pane.events === BUSY_EVENTS) quickGrids.add(grid);
  if (isPublished(input, model, startMs)) counter.revised += 1;
  const slice = model.slicing === null ? null : prediction.sliceOf(model.slicing);
  if (slice !== null) prediction.countInto(paneOf(input, model, grid, { startMs, version, slice }).pane, grid);
  if (noteUnknownFeatures(input.delta.unknownFeatures, model, prediction)) counter.unknownFeatures += 1;
}

/** Remembered until its label comes; without score and answer there is nothing to judge. */
function awaitLabel(
  { delta }: CountInput,
  model: IngestModel,
  { eventId, score, prediction }: CountablePrediction,
  place: { eventMs: number; version: string },
): void {
  if ((score ?? prediction) === null) return;
  delta.awaitingLabels.push({
    modelId: model.id,
    eventId,
    ...place,
    score,
    predicted: prediction === null ? null : classText(prediction),
  });
}

function countLabel(input: CountInput): Counted {
  const decoded = decodeJson(LabelEvent, input.record.value);
  return decoded.ok ? countLabelEvent(input, decoded.event) : refuse(input, '', decoded.reason);
}

function countLabelEvent(input: CountInput, event: LabelEvent): Counted {
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

/** True when pages and evaluator may have taken the pane for complete already. */
function isPublished({ memory }: CountInput, model: IngestModel, startMs: number): boolean {
  return startMs + model.paneMs <= memory.publishedMs - model.latenessMs;
}

function paneOf(
  input: CountInput,
  model: IngestModel,
  grid: Grid,
  { startMs, version, slice }: { startMs: number; version: string; slice: string },
): PaneDelta {
  const { delta } = input;
  const known = findPane(delta, { modelId: model.id, grid, version, startMs, slice });
  if (known !== undefined) return known;
  const fresh: PaneDelta = {
    modelId: model.id,
    grid,
    version,
    slice,
    startMs,
    paneMs: model.paneMs,
    pane: panePool.take(grid),
  };
  addPaneDelta(delta, fresh);
  if (isPublished(input, model, startMs))
    delta.rescore.set(JSON.stringify([model.id, startMs]), { modelId: model.id, startMs });
  return fresh;
}
