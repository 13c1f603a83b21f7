import type { StreamBatch, TopicPartition } from '@leeway/stream';
import { explainHole } from './explain-hole.ts';
import type { OwnerDeps } from './owner-deps.ts';

/** A single miss may be a batch fetched before a seek. */
const MISSES_TO_BELIEVE = 3;
/** So often a range that cannot be unpacked is fetched before it is given up. */
const READS_TO_BELIEVE = 3;

export type Placement =
  | { kind: 'read' }
  /** Ask again from the expected offset. */
  | { kind: 'again' }
  /** Nothing is missing up to `to`: compacted away or markers. */
  | { kind: 'skip'; to: bigint }
  | { kind: 'gap'; resumeAt: bigint; reason: string };

/** Tells what a batch is to the offset that comes next. Believes in a hole only after several tries. */
export class BatchPlacer {
  readonly #origin: TopicPartition;
  readonly #offsets: OwnerDeps['offsets'];
  /** Batches in a row that did not hold the expected offset. */
  #misses = 0;
  #unreadable = { fromOffset: -1n, reads: 0 };

  constructor(origin: TopicPartition, deps: Pick<OwnerDeps, 'offsets'>) {
    this.#origin = origin;
    this.#offsets = deps.offsets;
  }

  forget(): void {
    this.#misses = 0;
  }

  async place(batch: Pick<StreamBatch, 'firstOffset' | 'lastOffset'>, expected: bigint): Promise<Placement> {
    if (batch.firstOffset <= expected && batch.lastOffset >= expected) {
      this.#misses = 0;
      return { kind: 'read' };
    }
    this.#misses += 1;
    if (this.#misses < MISSES_TO_BELIEVE) return { kind: 'again' };
    const offsets = await this.#offsets(this.#origin);
    if (offsets === null) return { kind: 'again' };
    const hole = explainHole({ expected, first: batch.firstOffset, last: batch.lastOffset, ...offsets });
    if (hole.kind === 'gap') return hole;
    if (hole.kind === 'none') return { kind: 'skip', to: batch.firstOffset };
    this.#misses = 0;
    return { kind: 'again' };
  }

  /** What to do at a range that cannot be unpacked. */
  placeUnreadable(range: StreamBatch['unreadable'][number]): Placement {
    const { fromOffset, toOffset, reason } = range;
    const reads = this.#unreadable.fromOffset === fromOffset ? this.#unreadable.reads + 1 : 1;
    this.#unreadable = { fromOffset, reads };
    return reads < READS_TO_BELIEVE ? { kind: 'again' } : { kind: 'gap', resumeAt: toOffset, reason };
  }
}
