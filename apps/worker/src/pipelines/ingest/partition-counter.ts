import type { IngestDelta } from '@leeway/store';
import type { StreamRecord, StreamRecords, TopicPartition } from '@leeway/stream';
import { CountedTally } from './counted-tally.ts';
import { countRecord, type CountInput } from './count-record.ts';
import { sendDeadLetters } from './dead-letter.ts';
import { keepPending } from './deduplicate.ts';
import type { OwnerDeps } from './owner-deps.ts';
import { panePool } from './pane-pool.ts';
import { createPartitionDelta, isFull } from './partition-delta.ts';
import { createPartitionMemory, recallEventIds } from './partition-memory.ts';
import { toIngestDelta } from './to-ingest-delta.ts';

export type CountedTo = {
  nextOffset: bigint;
  /** Where counting stopped: at a model that may have been registered a moment ago, or a schema that is to be fetched. */
  unknown: { modelId: string; index: number } | { schemaId: number; index: number } | null;
};

/** What one partition's records add up to since the last flush, and what is remembered from record to record. */
export class PartitionCounter {
  readonly #origin: TopicPartition;
  readonly #deps: OwnerDeps;
  readonly memory = createPartitionMemory();
  #delta = createPartitionDelta();
  #measured = { panes: 0, bytes: 0 };
  lastRecordMs: number;

  constructor(origin: TopicPartition, deps: OwnerDeps) {
    this.#origin = origin;
    this.#deps = deps;
    this.lastRecordMs = deps.now();
  }

  get isFull(): boolean {
    return isFull(this.#delta) || this.#paneBytes() >= this.#deps.maxPaneBytes();
  }

  /** Panes of models with large grids take most of the memory; computed anew only when one was added. */
  #paneBytes(): number {
    const { panes } = this.#delta;
    if (panes.size !== this.#measured.panes) {
      let bytes = 0;
      for (const { pane } of panes.values())
        bytes += pane.counts.byteLength + pane.moments.byteLength + pane.excess.byteLength + pane.vectorSums.byteLength;
      this.#measured = { panes: panes.size, bytes };
    }
    return this.#measured.bytes;
  }

  /** Counts records, whose offsets ascend, from `position` on. */
  count(records: StreamRecords, position: bigint): CountedTo {
    const { metrics, unknownModels, scanner } = this.#deps;
    const nowMs = this.#deps.now();
    this.lastRecordMs = nowMs;
    let index = 0;
    let record = records.at(index);
    while (record !== undefined && record.offset < position) record = records.at((index += 1));
    if (record === undefined) return { nextOffset: position, unknown: null };
    const tally = new CountedTally();
    // One for all: an object for each record would be most of what is allocated here.
    const input: CountInput = {
      registry: this.#deps.registry(),
      origin: this.#origin,
      memory: this.memory,
      delta: this.#delta,
      record,
      nowMs,
      mayRefuse: (modelId) => unknownModels.mayRefuse(modelId),
      scanner,
    };
    let last: StreamRecord | null = null;
    let unknown: CountedTo['unknown'] = null;
    for (; record !== undefined; record = records.at((index += 1))) {
      input.record = record;
      const counted = countRecord(input);
      if (counted.kind === 'needs-schema') {
        unknown = { schemaId: counted.schemaId, index };
        break;
      }
      if (counted.kind === 'unknown-model') {
        unknown = { modelId: counted.modelId, index };
        break;
      }
      last = record;
      tally.add(counted);
    }
    scanner.settle();
    tally.tell(metrics, this.#origin.topic);
    return { nextOffset: last === null ? position : last.offset + 1n, unknown };
  }

  /** Sends what could not be read where it can be looked at; what was acknowledged is not sent again. */
  async sendDeadLetters(): Promise<void> {
    const { deadLetters } = this.#delta;
    if (deadLetters.length === 0) return;
    await sendDeadLetters(this.#deps.producer, deadLetters);
    this.#delta.deadLetters = [];
  }

  toIngestDelta(range: { epoch: bigint; fromOffset: bigint; toOffset: bigint; high: bigint }): IngestDelta {
    return toIngestDelta({
      ...range,
      origin: this.#origin,
      memory: this.memory,
      delta: this.#delta,
      registry: this.#deps.registry(),
      nowMs: this.#deps.now(),
    });
  }

  /** After a flush. */
  keep(): void {
    this.memory.publishedMs = Math.max(this.memory.publishedMs, this.memory.maxEventMs);
    keepPending(this.memory.dedup, this.#deps.registry(), this.#origin.topic);
    this.#beginAnew();
  }

  /** Nobody else holds a delta's panes: they are counted into and flushed by this owner alone, one after the other. */
  #beginAnew(): void {
    for (const { pane } of this.#delta.panes.values()) panePool.give(pane);
    this.#delta = createPartitionDelta();
    this.#measured = { panes: 0, bytes: 0 };
  }

  forget(): void {
    this.#beginAnew();
    this.memory.dedup.pending.clear();
  }

  async recall(): Promise<void> {
    await recallEventIds(this.#origin, this.memory, this.#deps);
  }
}
