import type { StreamAdmin } from './port.ts';
import { TopicUnreadable } from './topic-unreadable.ts';

const WATCH_MS = 2_000;

/** Looks again and again whether a topic is still the one that was there at the beginning. */
export function watchTopic(
  admin: StreamAdmin,
  topic: string,
  { look, fail }: { look: () => Promise<void>; fail: (error: Error) => void },
): { stop: () => void } {
  let first: string | undefined;
  let stopped = false;
  let timer: NodeJS.Timeout;
  async function tick(): Promise<void> {
    try {
      const id = (await admin.topicIds([topic])).get(topic);
      if (stopped) return;
      if (id === undefined || (first !== undefined && first !== id))
        throw new TopicUnreadable(`The topic "${topic}" was deleted while it was read.`);
      first = id;
      await look();
    } catch (error) {
      // Brokers that are away for a moment come back, or are told of by `look`.
      if (error instanceof TopicUnreadable && !stopped) return fail(error);
    }
    if (!stopped) timer = setTimeout(() => void tick(), WATCH_MS);
  }
  timer = setTimeout(() => void tick(), 0);
  return {
    stop: () => {
      stopped = true;
      clearTimeout(timer);
    },
  };
}
