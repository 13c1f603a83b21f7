import type { StreamAdmin } from '@leeway/stream';

/** An answer that takes longer is not waited for: then there is nothing to read from either. */
const ANSWER_WITHIN_MS = 2_000;

/** Ids of the topics that are read, asked for often and answered from one question where possible. */
export function createTopicIds(admin: Pick<StreamAdmin, 'topicIds'>, topics: () => string[], now: () => number) {
  let last: { startedAtMs: number; ids: Promise<Map<string, string>> } | null = null;

  return {
    /** Id of a topic by an answer not older than `sinceMs`; null when it does not exist or nobody answers. */
    since: async (topic: string, sinceMs: number): Promise<string | null> => {
      if (last === null || last.startedAtMs <= sinceMs)
        last = { startedAtMs: now(), ids: within(ANSWER_WITHIN_MS, admin.topicIds(topics())) };
      try {
        return (await last.ids).get(topic) ?? null;
      } catch {
        last = null;
        return null;
      }
    },
  };
}

async function within<T>(ms: number, work: Promise<T>): Promise<T> {
  const { promise: late, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(new Error('no answer in time')), ms);
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
