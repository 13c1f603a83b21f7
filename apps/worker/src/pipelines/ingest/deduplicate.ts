import type { SeenEventsRow } from '@leeway/store';
import { eventFingerprint } from './event-fingerprint.ts';
import type { IngestModel, IngestRegistry } from './ingest-model.ts';
import { SeenEvents } from './seen-events.ts';

/** Event ids remembered per partition: 16 MiB, shared by the models of its topic that ask for it. */
const MAX_IDS = 1_048_576;
const MIN_IDS = 1_024;

/**
 * What one partition remembers of event ids. `stored` mirrors what Postgres holds; what came since the last flush is
 * kept apart, so that it is forgotten with the delta it was counted into.
 */
export type DedupMemory = { stored: Map<string, SeenEvents>; pending: Map<string, SeenEvents>; clockMs: number };

export function createDedupMemory(): DedupMemory {
  return { stored: new Map(), pending: new Map(), clockMs: 0 };
}

export function dedupModels(registry: IngestRegistry, topic: string): IngestModel[] {
  return registry.deduplicated.get(topic) ?? [];
}

/** Ids that one of the topic's models may have remembered in a partition. */
export function idsPerModel(registry: IngestRegistry, topic: string): number {
  return Math.max(MIN_IDS, Math.floor(MAX_IDS / Math.max(1, dedupModels(registry, topic).length)));
}

/** True when the model had an event of this id within its window; else the id is remembered from now on. */
export function isRepeated(
  memory: DedupMemory,
  input: { model: IngestModel; eventId: string; arrivalMs: number },
): boolean {
  const { model } = input;
  if (model.dedupWindowMs === 0) return false;
  memory.clockMs = Math.max(memory.clockMs, input.arrivalMs);
  const fingerprint = eventFingerprint(input.eventId);
  if (memory.stored.get(model.id)?.has(fingerprint)) return true;
  const pending = memory.pending.get(model.id) ?? new SeenEvents(model.dedupWindowMs, MAX_IDS);
  memory.pending.set(model.id, pending);
  if (pending.has(fingerprint)) return true;
  pending.add(fingerprint, memory.clockMs);
  return false;
}

/** After a flush: what came since the last one is stored now. */
export function keepPending(memory: DedupMemory, registry: IngestRegistry, topic: string): void {
  const capacity = idsPerModel(registry, topic);
  for (const [modelId, pending] of memory.pending) {
    const windowMs = registry.models.get(modelId)?.dedupWindowMs ?? 0;
    const stored = memory.stored.get(modelId) ?? new SeenEvents(windowMs, capacity);
    stored.windowMs = windowMs;
    stored.capacity = capacity;
    for (const { seenMs, fingerprints } of pending.parts())
      for (const fingerprint of fingerprints) stored.addToPart(fingerprint, seenMs);
    stored.forget(memory.clockMs);
    memory.stored.set(modelId, stored);
  }
  memory.pending.clear();
  for (const modelId of memory.stored.keys())
    if ((registry.models.get(modelId)?.dedupWindowMs ?? 0) === 0) memory.stored.delete(modelId);
}

/** Forgets everything and takes over what is stored. */
export function restoreDedup(
  memory: DedupMemory,
  input: { model: IngestModel; capacity: number; rows: SeenEventsRow[] },
): void {
  const seen = new SeenEvents(input.model.dedupWindowMs, input.capacity);
  for (const { seenMs, fingerprints } of input.rows)
    for (const fingerprint of fingerprints) seen.addToPart(fingerprint, seenMs);
  memory.stored.set(input.model.id, seen);
}
