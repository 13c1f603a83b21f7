import type { TopicPartition } from '@leeway/stream';
import { backoffMs } from './backoff.ts';
import type { OwnerDeps } from './owner-deps.ts';
import { sleep } from './sleep.ts';

/** Of the owner: where it is, or null when it owns the partition no more. */
type Position = () => bigint | null;

/**
 * Keeps one partition from being fetched while something that it needs is away. Its handler returns meanwhile: the
 * client fetches nothing for anybody while a handler of the same fetch works.
 */
export class PartitionHold {
  readonly #origin: TopicPartition;
  readonly #deps: Pick<OwnerDeps, 'pause' | 'resume' | 'seek'>;
  readonly #position: Position;
  #reason: string | null = null;

  constructor(origin: TopicPartition, deps: Pick<OwnerDeps, 'pause' | 'resume' | 'seek'>, position: Position) {
    this.#origin = origin;
    this.#deps = deps;
    this.#position = position;
  }

  /** Why the partition is not read on, in words; null = it is. */
  get reason(): string | null {
    return this.#reason;
  }

  /** `attempt` gives null when reading may go on, else why not yet; it is made again and again until then. */
  begin(reason: string, attempt: () => Promise<string | null>): void {
    if (this.#reason !== null) return;
    this.#reason = reason;
    this.#deps.pause(this.#origin);
    void this.#untilOver(attempt);
  }

  async #untilOver(attempt: () => Promise<string | null>): Promise<void> {
    for (let tries = 0; this.#reason !== null; tries += 1) {
      await sleep(backoffMs(tries));
      if (this.#position() === null) return;
      this.#reason = await attempt();
    }
    const offset = this.#position();
    if (offset === null) return;
    this.#deps.seek({ ...this.#origin, offset });
    this.#deps.resume(this.#origin);
  }
}
