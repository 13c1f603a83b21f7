import type { PartitionOffsets, StreamBatch, StreamRecord } from './port.ts';

/** `to` is the first offset that is not read. */
export type OffsetRange = { from: bigint; to: bigint };

/** What is left to read of ranges of a topic. */
export class OpenRanges {
  readonly #open: Map<number, OffsetRange>;
  readonly #onAllRead: () => void;
  /** Offsets in the ranges that are not there any more, or whose batch cannot be unpacked. */
  lost = 0n;
  progressMs = Date.now();

  constructor(ranges: ReadonlyMap<number, OffsetRange>, onAllRead: () => void) {
    this.#onAllRead = onAllRead;
    this.#open = new Map(
      [...ranges].filter(([, { from, to }]) => from < to).map(([partition, range]) => [partition, { ...range }]),
    );
  }

  get isEmpty(): boolean {
    return this.#open.size === 0;
  }

  /** Where reading goes on; undefined where nothing is left. */
  positionOf(partition: number): bigint | undefined {
    return this.#open.get(partition)?.from;
  }

  /** Records of a batch that are wanted; notes what should be there and is not. */
  wantedOf(batch: StreamBatch): StreamRecord[] {
    const range = this.#open.get(batch.partition);
    if (range === undefined) return [];
    // The log may begin later by now: retention took what lay before.
    this.lost += overlap({ from: range.from, to: batch.firstOffset }, range);
    for (const { fromOffset, toOffset } of batch.unreadable)
      this.lost += overlap({ from: fromOffset, to: toOffset }, range);
    return [...batch.records].filter(({ offset }) => offset >= range.from && offset < range.to);
  }

  /** Everything before `nextOffset` was read, or is nothing to read. */
  advance(partition: number, nextOffset: bigint): void {
    const range = this.#open.get(partition);
    this.progressMs = Date.now();
    if (range === undefined || nextOffset <= range.from) return;
    range.from = nextOffset;
    if (range.from >= range.to) this.#open.delete(partition);
    if (this.isEmpty) this.#onAllRead();
  }

  /** Gives up what retention took as a whole, of which no batch will ever come. */
  giveUpBefore(offsets: readonly PartitionOffsets[]): void {
    for (const { partition, low } of offsets) {
      const range = this.#open.get(partition);
      if (range === undefined || low < range.to) continue;
      this.lost += range.to - range.from;
      this.advance(partition, range.to);
    }
  }
}

function overlap(a: OffsetRange, b: OffsetRange): bigint {
  const from = a.from > b.from ? a.from : b.from;
  const to = a.to < b.to ? a.to : b.to;
  return to > from ? to - from : 0n;
}
