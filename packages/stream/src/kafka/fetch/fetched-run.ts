import type { ResponseLease } from './response-buffers.ts';

/** Places a record: key from, key to, value from, value to; −1 where there is none. */
const PLACES = 4;
/** Records that a new run has room for. */
const FIRST_ROOM = 64;
const OF_NO_TRANSACTION = { producerId: '-1', inTransaction: false };

/**
 * Records of plain batches of one fetch as they lie in its bytes, in columns: an object a record would live as long as
 * the fetch and be most of what a garbage collector finds. To kafkajs it is a message at the first record's offset.
 */
export class FetchedRun {
  readonly isControlRecord = false;
  readonly key = null;
  readonly batchContext = OF_NO_TRANSACTION;
  readonly bytes: Uint8Array;
  /** Of the response that the bytes belong to. */
  readonly lease: ResponseLease | null;
  #offsets = new Float64Array(FIRST_ROOM);
  #timesMs = new Float64Array(FIRST_ROOM);
  #places = new Int32Array(PLACES * FIRST_ROOM);
  #start = 0;
  #end = 0;

  constructor(bytes: Uint8Array, lease: ResponseLease | null = null) {
    this.bytes = bytes;
    this.lease = lease;
  }

  get length(): number {
    return this.#end - this.#start;
  }

  /** Of the first record, for kafkajs. */
  get offset(): string {
    return String(this.offsetOf(0));
  }

  add(offset: number, timestampMs: number, keyFrom: number, keyTo: number, valueFrom: number, valueTo: number): void {
    const at = this.#end;
    if (at === this.#offsets.length) this.#grow(2 * at);
    this.#offsets[at] = offset;
    this.#timesMs[at] = timestampMs;
    this.#places[PLACES * at] = keyFrom;
    this.#places[PLACES * at + 1] = keyTo;
    this.#places[PLACES * at + 2] = valueFrom;
    this.#places[PLACES * at + 3] = valueTo;
    this.#end = at + 1;
  }

  /** Makes room for `count` records more. */
  reserve(count: number): void {
    if (this.#end + count > this.#offsets.length) this.#grow(Math.max(this.#end + count, 2 * this.#end));
  }

  #grow(room: number): void {
    const [offsets, timesMs, places] = [this.#offsets, this.#timesMs, this.#places];
    this.#offsets = new Float64Array(room);
    this.#offsets.set(offsets);
    this.#timesMs = new Float64Array(room);
    this.#timesMs.set(timesMs);
    this.#places = new Int32Array(PLACES * room);
    this.#places.set(places);
  }

  /** Takes back all records but the first `length`. */
  cut(length: number): void {
    this.#end = this.#start + length;
  }

  /** Drops the first `count` records. */
  skip(count: number): void {
    this.#start += count;
  }

  offsetOf(index: number): number {
    return this.#offsets[this.#start + index] as number;
  }

  timestampMsOf(index: number): number {
    return this.#timesMs[this.#start + index] as number;
  }

  keyFrom(index: number): number {
    return this.#places[PLACES * (this.#start + index)] as number;
  }

  keyTo(index: number): number {
    return this.#places[PLACES * (this.#start + index) + 1] as number;
  }

  /** −1 when there is no value. */
  valueFrom(index: number): number {
    return this.#places[PLACES * (this.#start + index) + 2] as number;
  }

  /** Here the headers begin. */
  valueTo(index: number): number {
    return this.#places[PLACES * (this.#start + index) + 3] as number;
  }
}

/** Stands behind a run, at its last record's offset: kafkajs looks at both ends of what a fetch brought. */
export class FetchedRunEnd {
  readonly isControlRecord = false;
  readonly key = null;
  readonly run: FetchedRun;

  constructor(run: FetchedRun) {
    this.run = run;
  }

  get batchContext(): FetchedRun['batchContext'] {
    return this.run.batchContext;
  }

  get offset(): string {
    return String(this.run.offsetOf(this.run.length - 1));
  }
}
