import type { LiveFeed } from '@leeway/api';
import { listenLive, openDb, type Db } from '@leeway/store';
import { env } from '../env.ts';
import { createLiveFeed } from './create-live-feed.ts';
import { log } from './log.ts';
import { metrics } from './metrics.ts';

/** What the process holds one of: connections to Postgres, and the end of the process. */
export type Runtime = { db: Db; live: LiveFeed; ending: AbortSignal; close: () => Promise<void> };

const POOL_SIZE = 10;

declare global {
  var leewayWebRuntime: Runtime | undefined;
}

function createRuntime(): Runtime {
  const { DATABASE_URL } = env();
  const db = openDb({ connectionString: DATABASE_URL, poolSize: POOL_SIZE });
  const { feed, publish } = createLiveFeed({
    onClients: (count) => metrics().liveClients.set(count),
    onError: (error) => log().error({ err: error }, 'a live subscriber failed'),
  });
  const listener = listenLive({
    connectionString: DATABASE_URL,
    onMessage: (message) => {
      metrics().liveMessages.inc({ kind: message.kind });
      publish(message);
    },
    onReconnect: () => publish(null),
    onError: (error) => log().warn({ err: error }, 'the live connection to Postgres failed, connecting again'),
  });
  const ending = new AbortController();
  return {
    db,
    live: feed,
    ending: ending.signal,
    close: async () => {
      ending.abort();
      await listener.close();
      await db.$disconnect();
    },
  };
}

/** Next bundles routes apart, but they share one process: what must exist once hangs on the global object. */
export function runtime(): Runtime {
  globalThis.leewayWebRuntime ??= createRuntime();
  return globalThis.leewayWebRuntime;
}
