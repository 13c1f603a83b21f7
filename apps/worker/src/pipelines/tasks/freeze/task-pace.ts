import { setImmediate as turn } from 'node:timers/promises';
import { TaskRefused, type TaskContext } from '../task-runner.ts';

const TELL_MS = 1_000;

/** Tells how far a long task is, once a second at most, and ends it when nobody waits for it any more. */
export class TaskPace {
  readonly #context: Pick<TaskContext, 'progress' | 'signal'>;
  // The first is told at once, however young the process is.
  #toldMs = Number.NEGATIVE_INFINITY;

  constructor(context: Pick<TaskContext, 'progress' | 'signal'>) {
    this.#context = context;
  }

  async tell(share: number, text: () => string): Promise<void> {
    // What else this process does must get its turn.
    await turn();
    const nowMs = performance.now();
    if (nowMs - this.#toldMs < TELL_MS) return;
    this.#toldMs = nowMs;
    await this.#context.progress(share, text());
    if (this.#context.signal.aborted)
      throw new TaskRefused('It was given up: the worker stops, or nobody waits for it.');
  }

  /** Rows as they are, telling on the way. */
  async *along<T>(
    rows: AsyncIterable<T>,
    count: number,
    step: { from: number; to: number; words: string },
  ): AsyncGenerator<T> {
    let done = 0;
    for await (const row of rows) {
      yield row;
      done += 1;
      if (done % 1_000 !== 0) continue;
      const share = step.from + (step.to - step.from) * Math.min(1, done / Math.max(1, count));
      await this.tell(share, () => `${step.words} ${done.toLocaleString('en')} of ${count.toLocaleString('en')} rows`);
    }
  }
}
