import type { BatchControl, StreamBatch, TopicPartition } from '@leeway/stream';
import type { PartitionSign } from '@leeway/store';
import { backoffMs } from './backoff.ts';
import { BatchPlacer, type Placement } from './batch-placer.ts';
import { claimUntilHeld } from './claim-until-held.ts';
import { createMutex } from './mutex.ts';
import { getLacking } from './get-lacking.ts';
import type { OwnerDeps } from './owner-deps.ts';
import { PartitionHold } from './partition-hold.ts';
import { lagOf, signOf, type Probe } from './partition-sign.ts';
import { PartitionCounter, type CountedTo } from './partition-counter.ts';
import { sleep } from './sleep.ts';
import { whileAlive } from './while-alive.ts';

const CHUNK_RECORDS = 500;
const UNREADABLE = 'waits at a batch that cannot be unpacked';
/** Between two looks at a batch that cannot be unpacked, where the partition waits at it. */
const WAIT_MS = 5_000;
/** A partition lost to another owner is claimed again if no rebalance has settled it by then. */
const RECLAIM_MS = 30_000;

/** One assigned partition from a group join to the next: its position, its unflushed delta, its right to write. */
export class PartitionOwner {
  readonly origin: TopicPartition;
  readonly #deps: OwnerDeps;
  readonly #exclusive = createMutex();
  readonly #counter: PartitionCounter;
  readonly #placer: BatchPlacer;
  readonly #hold: PartitionHold;
  readonly #topicId: string;
  readonly #claimed: Promise<boolean>;
  #epoch = 0n;
  /** Stored position and position in memory: the delta holds [stored, position). */
  #stored = -1n;
  #position = -1n;
  #high = 0n;
  #lastFlushMs: number;
  #lostAtMs: number | null = null;
  #waitsAt: bigint | null = null;
  #dropped = false;
  #finishing = false;
  /** How often the position was set otherwise than by counting: a batch from before then is not continued. */
  #moves = 0;

  constructor(origin: TopicPartition, deps: OwnerDeps) {
    this.origin = origin;
    this.#deps = deps;
    this.#counter = new PartitionCounter(origin, deps);
    this.#placer = new BatchPlacer(origin, deps);
    this.#hold = new PartitionHold(origin, deps, () => (this.#dropped ? null : this.#position));
    this.#topicId = deps.openedTopicId(origin.topic);
    this.#lastFlushMs = deps.now();
    this.#claimed = this.#claim();
  }

  /** Nothing is counted or written any more; what was not flushed is read again by the next owner. */
  drop(): void {
    this.#dropped = true;
  }

  get storedOffset(): bigint {
    return this.#stored;
  }

  /** Why the partition is not read on, in words; null = it is. */
  get waitsFor(): string | null {
    return this.#waitsAt === this.#position ? UNREADABLE : this.#hold.reason;
  }

  async handle(batch: StreamBatch, control: BatchControl): Promise<void> {
    if (!(await whileAlive(control, this.#claimed)) || !(await this.#regain(control))) return;
    // A batch from before the claim's seek says nothing about what comes next.
    if (this.#dropped || control.isStale() || this.#hold.reason !== null) return;
    this.#high = batch.highWatermark;
    const placed = this.#exclusive(async () => this.#follow(await this.#placer.place(batch, this.#position)));
    if (!(await whileAlive(control, placed)) || batch.lastOffset < this.#position) return;
    const unreadable = batch.unreadable.find(({ toOffset }) => toOffset > this.#position);
    const moves = this.#moves;
    const goesOn = () => this.#moves === moves && !this.#dropped && !this.#finishing && !control.isStale();
    if (!(await this.#read(batch.records, unreadable?.fromOffset ?? null, control, goesOn)) || !goesOn()) return;
    if (unreadable !== undefined) return this.#passOver(unreadable, control);
    this.skipTo(batch.lastOffset + 1n);
    control.resolve(batch.lastOffset);
  }

  /** Counts the records before `end`, a chunk at a time. False = the rest is not to be read. */
  async #read(
    records: StreamBatch['records'],
    end: bigint | null,
    control: BatchControl,
    goesOn: () => boolean,
  ): Promise<boolean> {
    for (let start = 0; start < records.length; start += CHUNK_RECORDS) {
      const chunk = records.slice(start, start + CHUNK_RECORDS);
      const readable = end === null ? chunk : [...chunk].filter(({ offset }) => offset < end);
      if (!(await whileAlive(control, this.#countAll(readable, goesOn)))) return false;
      const last = readable.at(-1);
      if (last !== undefined) control.resolve(last.offset);
      await control.heartbeat();
      if (this.#isDue() && !(await this.#flushUntilStored(control))) return false;
    }
    return true;
  }

  /** Counts records; where one lacks something, a model that came a moment ago or a schema, that is fetched first. */
  async #countAll(records: StreamBatch['records'], goesOn: () => boolean): Promise<boolean> {
    let left = records;
    for (;;) {
      const unknown = await this.#exclusive(() => (goesOn() ? this.#count(left) : 'ended'));
      if (unknown === null) return true;
      if (unknown === 'ended') return false;
      if (!(await getLacking(unknown, this.#deps, this.#hold))) return false;
      left = left.slice(unknown.index);
    }
  }

  /** A range that cannot be unpacked: tried again, then recorded as a gap, or waited at. */
  async #passOver(range: StreamBatch['unreadable'][number], control: BatchControl): Promise<void> {
    const { log, unreadable } = this.#deps;
    const placement = this.#placer.placeUnreadable(range);
    this.skipTo(range.fromOffset);
    if (placement.kind === 'gap' && unreadable === 'wait') {
      this.#waitsAt = range.fromOffset;
      log.error({ ...this.origin, offset: String(range.fromOffset), reason: range.reason }, 'waits at this batch');
      this.#hold.begin(UNREADABLE, () => sleep(WAIT_MS).then(() => null));
      return;
    }
    const next: Placement = unreadable === 'wait' ? { kind: 'again' } : placement;
    const settled = this.#exclusive(() => this.#follow(next));
    await whileAlive(control, settled).catch((error: unknown) => log.warn({ err: error }, 'no gap was recorded yet'));
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
  sign(probe: Probe): PartitionSign | null {
    if (this.#dropped || this.#stored < 0n || this.#lostAtMs !== null) return null;
    const { topic, partition } = this.origin;
    this.#deps.metrics.lag.set({ topic, partition }, Number(lagOf(probe, this.#stored)));
    this.#high = probe.high;
    if (this.#position !== this.#stored) return null;
    const now = { epoch: this.#epoch, nextOffset: this.#stored, waitsFor: this.waitsFor };
    return signOf(this.origin, now, probe, this.#counter, this.#deps);
  }

  #isDue(): boolean {
    if (this.#position === this.#stored) return false;
    return this.#counter.isFull || this.#deps.now() - this.#lastFlushMs >= this.#deps.flushMs;
  }

  async #claim(): Promise<boolean> {
    const claimed = await claimUntilHeld(this.origin, this.#deps, () => this.#dropped);
    if (claimed === null) return false;
    this.#epoch = claimed.epoch;
    this.#counter.memory.maxEventMs = claimed.maxEventMs;
    this.#counter.memory.publishedMs = Math.max(claimed.maxEventMs, claimed.caughtUpAtMs);
    await this.#counter.recall();
    this.#moveTo(claimed.nextOffset);
    return true;
  }

  /** Forgets the delta and reads on from `offset`. */
  #moveTo(offset: bigint): void {
    this.#counter.forget();
    this.#stored = offset;
    this.#position = offset;
    this.#placer.forget();
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
    const claimed = this.#exclusive(() => this.#claim());
    await whileAlive(control, claimed);
    return false;
  }

  /** True when reading may go on with the batch at hand. */
  async #follow(placement: Placement): Promise<boolean> {
    switch (placement.kind) {
      case 'read':
        return true;
      case 'again':
        this.#deps.seek({ ...this.origin, offset: this.#position });
        return false;
      case 'skip':
        this.skipTo(placement.to);
        return true;
      case 'gap':
        await this.#recordGap(placement);
        return false;
    }
  }

  async #recordGap({ resumeAt, reason }: { resumeAt: bigint; reason: string }): Promise<void> {
    const expected = this.#position;
    await this.#flushNow();
    if (this.#stored !== expected) return;
    const gap = { ...this.origin, epoch: this.#epoch, fromOffset: expected, toOffset: resumeAt };
    const outcome = await this.#deps.sink.gap({ ...gap, reason, atMs: this.#deps.now() });
    if (outcome === 'lost') {
      await this.#reload();
      return;
    }
    this.#deps.metrics.gaps.inc({ topic: this.origin.topic });
    this.#deps.log.error(
      { ...this.origin, fromOffset: String(expected), toOffset: String(resumeAt), reason },
      'records are missing or unreadable: recorded as a data gap',
    );
    this.#moveTo(resumeAt);
  }

  #count(records: StreamBatch['records']): CountedTo['unknown'] {
    const { nextOffset, unknown } = this.#counter.count(records, this.#position);
    this.#position = nextOffset;
    return unknown;
  }

  async #flushUntilStored(control: BatchControl): Promise<boolean> {
    for (let attempt = 0; !this.#dropped && !control.isStale(); attempt += 1) {
      try {
        const flushed = this.#exclusive(() => this.#flushNow());
        return await whileAlive(control, flushed);
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
    if (await this.#isRenewed()) return this.#letGo('the topic was made anew; what was not stored is dropped');
    await this.#counter.sendDeadLetters();
    const startedMs = performance.now();
    const range = { epoch: this.#epoch, fromOffset: this.#stored, toOffset: this.#position, high: this.#high };
    const outcome = await this.#deps.sink.flush(this.#counter.toIngestDelta(range));
    this.#deps.metrics.flushSeconds.observe({ outcome }, (performance.now() - startedMs) / 1_000);
    this.#lastFlushMs = this.#deps.now();
    if (outcome === 'lost') return this.#reload();
    this.#stored = this.#position;
    this.#counter.keep();
    return true;
  }

  /** After a lost compare-and-set: our own earlier attempt was stored after all, or somebody else owns it now. */
  async #reload(): Promise<false> {
    const position = await this.#deps.sink.position(this.origin.topic, this.origin.partition);
    if (position?.epoch === this.#epoch) {
      this.#deps.log.info({ ...this.origin, offset: String(position.nextOffset) }, 'read on from the stored offset');
      await this.#counter.recall();
      this.#moveTo(position.nextOffset);
    } else {
      this.#letGo('another worker owns the partition; what was not stored is dropped');
    }
    return false;
  }

  #letGo(reason: string): false {
    this.#deps.log.warn({ ...this.origin, offset: String(this.#stored) }, reason);
    this.#counter.forget();
    this.#position = this.#stored;
    this.#lostAtMs = this.#deps.now();
    this.#moves += 1;
    return false;
  }

  /** Offsets of a topic that was deleted and made anew say nothing of what was read before. */
  async #isRenewed(): Promise<boolean> {
    if (this.#topicId === '') return false;
    const now = await this.#deps.topicIdSince(this.origin.topic, this.#counter.lastRecordMs);
    if (now === null || now === this.#topicId) return false;
    this.#deps.onTopicRenewed(this.origin.topic);
    return true;
  }
}
