import type { BatchControl, StreamBatch, TopicPartition } from '@leeway/stream';
import type { PartitionSign } from '@leeway/store';
import { backoffMs } from './backoff.ts';
import { claimUntilHeld } from './claim-until-held.ts';
import { countRecord } from './count-record.ts';
import { sendDeadLetters } from './dead-letter.ts';
import { createMutex } from './mutex.ts';
import { explainHole } from './explain-hole.ts';
import { observeCounted } from './observe-counted.ts';
import type { OwnerDeps } from './owner-deps.ts';
import { createPartitionDelta, isFull, type PartitionDelta } from './partition-delta.ts';
import { createPartitionMemory, recallEventIds } from './partition-memory.ts';
import { keepPending } from './deduplicate.ts';
import { toIngestDelta } from './to-ingest-delta.ts';
import { sleep } from './sleep.ts';
import { whileAlive } from './while-alive.ts';

const CHUNK_RECORDS = 500;
/** A single miss may be a batch fetched before a seek. */
const MISSES_TO_BELIEVE = 3;
/** A partition lost to another owner is claimed again if no rebalance has settled it by then. */
const RECLAIM_MS = 30_000;

/** One assigned partition from a group join to the next: its position, its unflushed delta, its right to write. */
export class PartitionOwner {
  readonly origin: TopicPartition;
  readonly #deps: OwnerDeps;
  readonly #exclusive = createMutex();
  readonly #memory = createPartitionMemory();
  readonly #claimed: Promise<boolean>;
  #delta: PartitionDelta = createPartitionDelta();
  #epoch = 0n;
  /** Stored position and position in memory: the delta holds [stored, position). */
  #stored = -1n;
  #position = -1n;
  #high = 0n;
  /** Batches in a row that did not hold the expected offset, each followed by a seek to it. */
  #misses = 0;
  #lastFlushMs: number;
  #lastRecordMs: number;
  #lostAtMs: number | null = null;
  #dropped = false;
  #finishing = false;
  /** How often the position was set otherwise than by counting: a batch from before then is not continued. */
  #moves = 0;

  constructor(origin: TopicPartition, deps: OwnerDeps) {
    this.origin = origin;
    this.#deps = deps;
    this.#lastFlushMs = deps.now();
    this.#lastRecordMs = deps.now();
    this.#claimed = this.#claim();
  }

  /** Nothing is counted or written any more; what was not flushed is read again by the next owner. */
  drop(): void {
    this.#dropped = true;
  }

  get storedOffset(): bigint {
    return this.#stored;
  }

  async handle(batch: StreamBatch, control: BatchControl): Promise<void> {
    if (!(await whileAlive(control, this.#claimed)) || !(await this.#regain(control))) return;
    // A batch from before the claim's seek says nothing about what comes next.
    if (this.#dropped || control.isStale()) return;
    this.#high = batch.highWatermark;
    if (
      !(await whileAlive(
        control,
        this.#exclusive(() => this.#align(batch)),
      ))
    )
      return;
    const { records } = batch;
    const moves = this.#moves;
    const goesOn = () => this.#moves === moves && !this.#dropped && !this.#finishing && !control.isStale();
    for (let start = 0; start < records.length; start += CHUNK_RECORDS) {
      const chunk = records.slice(start, start + CHUNK_RECORDS);
      const counted = await this.#exclusive(() => goesOn() && this.#count(chunk));
      if (!counted) return;
      const last = chunk.at(-1);
      if (last !== undefined) control.resolve(last.offset);
      await control.heartbeat();
      if (this.#isDue() && !(await this.#flushUntilStored(control))) return;
    }
    if (!goesOn()) return;
    this.skipTo(batch.lastOffset + 1n);
    control.resolve(batch.lastOffset);
  }

  /** Offsets without readable records (transaction markers) are passed over. */
  skipTo(nextOffset: bigint): void {
    if (!this.#dropped && this.#position >= 0n && nextOffset > this.#position) this.#position = nextOffset;
  }

  /** Flushes if it is time. Throws when Postgres or the dead-letter topic is away; the delta is kept. */
  async flush(): Promise<void> {
    if (this.#isDue()) await this.#exclusive(() => this.#flushNow());
  }

  /** Takes nothing more in and flushes: before the group is left. */
  async finish(): Promise<void> {
    this.#finishing = true;
    await this.#exclusive(() => this.#flushNow());
  }

  /** What pages and evaluator may know of a partition that had nothing to flush. Null while something is pending. */
  sign(probe: { high: bigint; asOfMs: number }): PartitionSign | null {
    if (this.#dropped || this.#stored < 0n || this.#lostAtMs !== null) return null;
    const lag = probe.high > this.#stored ? probe.high - this.#stored : 0n;
    this.#deps.metrics.lag.set({ topic: this.origin.topic, partition: this.origin.partition }, Number(lag));
    this.#high = probe.high;
    if (this.#position !== this.#stored) return null;
    const isIdle = lag === 0n && probe.asOfMs - this.#lastRecordMs >= this.#deps.idleMs;
    // From here on the evaluator may take everything before this instant for complete.
    if (isIdle) this.#memory.publishedMs = Math.max(this.#memory.publishedMs, probe.asOfMs);
    return { ...this.origin, epoch: this.#epoch, nextOffset: this.#stored, lag, isIdle, asOfMs: probe.asOfMs };
  }

  #isDue(): boolean {
    if (this.#position === this.#stored) return false;
    return isFull(this.#delta) || this.#deps.now() - this.#lastFlushMs >= this.#deps.flushMs;
  }

  async #claim(): Promise<boolean> {
    const claimed = await claimUntilHeld(this.origin, this.#deps, () => this.#dropped);
    if (claimed === null) return false;
    this.#epoch = claimed.epoch;
    this.#memory.maxEventMs = claimed.maxEventMs;
    this.#memory.publishedMs = Math.max(claimed.maxEventMs, claimed.caughtUpAtMs);
    await recallEventIds(this.origin, this.#memory, this.#deps);
    this.#moveTo(claimed.nextOffset);
    return true;
  }

  /** Forgets the delta and reads on from `offset`. */
  #moveTo(offset: bigint): void {
    this.#delta = createPartitionDelta();
    this.#memory.dedup.pending.clear();
    this.#stored = offset;
    this.#position = offset;
    this.#misses = 0;
    this.#moves += 1;
    if (!this.#dropped) this.#deps.seek({ ...this.origin, offset });
  }

  async #regain(control: BatchControl): Promise<boolean> {
    if (this.#lostAtMs === null) return true;
    if (this.#deps.now() - this.#lostAtMs < RECLAIM_MS) {
      await whileAlive(control, sleep(1_000));
      return false;
    }
    this.#lostAtMs = null;
    await whileAlive(
      control,
      this.#exclusive(() => this.#claim()),
    );
    return false;
  }

  /** True when the batch holds the record that comes next; else it was moved or a gap was recorded. */
  async #align(batch: StreamBatch): Promise<boolean> {
    const expected = this.#position;
    if (batch.firstOffset <= expected && batch.lastOffset >= expected) {
      this.#misses = 0;
      return true;
    }
    this.#misses += 1;
    if (this.#misses < MISSES_TO_BELIEVE) {
      this.#deps.seek({ ...this.origin, offset: expected });
      return false;
    }
    const offsets = await this.#deps.offsets(this.origin);
    if (offsets === null) return false;
    const hole = explainHole({ expected, first: batch.firstOffset, last: batch.lastOffset, ...offsets });
    if (hole.kind === 'none') {
      this.skipTo(batch.firstOffset);
      return batch.lastOffset >= this.#position;
    }
    if (hole.kind === 'again') {
      this.#misses = 0;
      return false;
    }
    await this.#flushNow();
    if (this.#stored !== expected) return false;
    const { topic } = this.origin;
    const gap = { ...this.origin, epoch: this.#epoch, fromOffset: expected, toOffset: hole.resumeAt };
    const outcome = await this.#deps.sink.gap({ ...gap, reason: hole.reason, atMs: this.#deps.now() });
    if (outcome === 'lost') return this.#reload();
    this.#deps.metrics.gaps.inc({ topic });
    this.#deps.log.error({ ...gap, reason: hole.reason }, 'offsets are missing: recorded as a data gap');
    this.#moveTo(hole.resumeAt);
    return false;
  }

  #count(records: StreamBatch['records']): true {
    const { metrics } = this.#deps;
    const nowMs = this.#deps.now();
    const registry = this.#deps.registry();
    for (const record of records) {
      if (record.offset < this.#position) continue;
      const counted = countRecord({
        registry,
        origin: this.origin,
        memory: this.#memory,
        delta: this.#delta,
        record,
        nowMs,
      });
      this.#position = record.offset + 1n;
      observeCounted(metrics, this.origin.topic, counted);
    }
    this.#lastRecordMs = nowMs;
    return true;
  }

  async #flushUntilStored(control: BatchControl): Promise<boolean> {
    for (let attempt = 0; !this.#dropped && !control.isStale(); attempt += 1) {
      try {
        return await whileAlive(
          control,
          this.#exclusive(() => this.#flushNow()),
        );
      } catch (error) {
        this.#deps.log.warn({ ...this.origin, attempt, err: error }, 'could not flush; trying again');
        await whileAlive(control, sleep(backoffMs(attempt)));
      }
    }
    return false;
  }

  /** Dead letters first, acknowledged; then counts and offset in one transaction. False = the partition was moved. */
  async #flushNow(): Promise<boolean> {
    if (this.#dropped) return false;
    if (this.#position === this.#stored) return true;
    const delta = this.#delta;
    if (delta.deadLetters.length > 0) {
      await sendDeadLetters(this.#deps.producer, delta.deadLetters);
      delta.deadLetters = [];
    }
    const startedMs = performance.now();
    const registry = this.#deps.registry();
    const outcome = await this.#deps.sink.flush(
      toIngestDelta({
        origin: this.origin,
        epoch: this.#epoch,
        fromOffset: this.#stored,
        toOffset: this.#position,
        high: this.#high,
        memory: this.#memory,
        delta,
        registry,
        nowMs: this.#deps.now(),
      }),
    );
    this.#deps.metrics.flushSeconds.observe({ outcome }, (performance.now() - startedMs) / 1_000);
    this.#lastFlushMs = this.#deps.now();
    if (outcome === 'lost') return this.#reload();
    this.#stored = this.#position;
    this.#memory.publishedMs = Math.max(this.#memory.publishedMs, this.#memory.maxEventMs);
    keepPending(this.#memory.dedup, registry, this.origin.topic);
    this.#delta = createPartitionDelta();
    return true;
  }

  /** After a lost compare-and-set: our own earlier attempt was stored after all, or somebody else owns it now. */
  async #reload(): Promise<false> {
    const position = await this.#deps.sink.position(this.origin.topic, this.origin.partition);
    if (position?.epoch === this.#epoch) {
      this.#deps.log.info({ ...this.origin, offset: String(position.nextOffset) }, 'read on from the stored offset');
      await recallEventIds(this.origin, this.#memory, this.#deps);
      this.#moveTo(position.nextOffset);
    } else {
      this.#deps.log.info({ ...this.origin }, 'another worker owns the partition; the unflushed part is dropped');
      this.#delta = createPartitionDelta();
      this.#position = this.#stored;
      this.#lostAtMs = this.#deps.now();
      this.#moves += 1;
    }
    return false;
  }
}
