import type { LiveMessage } from '@leeway/contracts';

/** What the web process's one LISTEN connection gives to its subscribers. `null` = messages may have been missed: refetch. */
export type LiveFeed = { subscribe: (listener: (message: LiveMessage | null) => void) => () => void };
