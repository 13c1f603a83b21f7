import { LIVE_CHANNEL, LiveMessage } from '@leeway/contracts';
import { Client } from 'pg';
import type { Db, Tx } from './client.ts';

/** Tells the pages what changed; delivered when the transaction commits. */
export async function notifyLive(tx: Tx | Db, message: LiveMessage): Promise<void> {
  await tx.$executeRaw`SELECT pg_notify(${LIVE_CHANNEL}, ${JSON.stringify(message)})`;
}

/** Listens on its own connection and reconnects by itself; `onReconnect` says that messages may have been missed. */
export function listenLive(input: {
  connectionString: string;
  onMessage: (message: LiveMessage) => void;
  onReconnect: () => void;
  onError: (error: unknown) => void;
}): { close: () => Promise<void> } {
  let client: Client | null = null;
  let closed = false;
  let attempts = 0;

  async function connect(): Promise<void> {
    if (closed) return;
    const next = new Client({ connectionString: input.connectionString, keepAlive: true });
    next.on('error', (error) => input.onError(error));
    next.on('end', () => {
      if (!closed && client === next) retry();
    });
    next.on('notification', ({ payload }) => {
      const parsed = LiveMessage.safeParse(parse(payload));
      if (parsed.success) input.onMessage(parsed.data);
    });
    client = next;
    try {
      await next.connect();
      await next.query(`LISTEN ${LIVE_CHANNEL}`);
      if (attempts > 0) input.onReconnect();
      attempts = 0;
    } catch (error) {
      input.onError(error);
      retry();
    }
  }

  function retry(): void {
    client = null;
    attempts += 1;
    setTimeout(() => void connect(), Math.min(10_000, 250 * 2 ** attempts)).unref();
  }

  void connect();
  return {
    close: async () => {
      closed = true;
      await client?.end().catch(() => undefined);
    },
  };
}

function parse(payload: string | undefined): unknown {
  try {
    return JSON.parse(payload ?? '');
  } catch {
    return null;
  }
}
