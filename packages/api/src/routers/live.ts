import type { LiveMessage } from '@leeway/contracts';
import { procedure, router } from '../trpc.ts';

const MAX_QUEUED = 500;

/** Changes as they happen. A slow reader gets "refetch everything" instead of an ever longer queue. */
export const liveRouter = router({
  changes: procedure.subscription(async function* ({ ctx, signal }) {
    const queue: (LiveMessage | null)[] = [];
    let wake: () => void = () => undefined;
    const unsubscribe = ctx.live.subscribe((message) => {
      if (queue.length >= MAX_QUEUED) queue.splice(0, queue.length, null);
      else queue.push(message);
      wake();
    });
    const abort = () => wake();
    signal?.addEventListener('abort', abort);
    try {
      yield { kind: 'hello' as const, atMs: ctx.now().getTime() };
      while (signal?.aborted !== true) {
        const next = queue.shift();
        if (next === undefined) {
          await new Promise<void>((resolve) => {
            wake = resolve;
          });
          continue;
        }
        yield next ?? { kind: 'resync' as const, atMs: ctx.now().getTime() };
      }
    } finally {
      unsubscribe();
      signal?.removeEventListener('abort', abort);
    }
  }),
});
