import type { LiveFeed } from '@leeway/api';
import type { LiveMessage } from '@leeway/contracts';

/** Hands what one LISTEN connection hears to every subscriber. A subscriber that throws does not stop the others. */
export function createLiveFeed(options: { onClients: (count: number) => void; onError: (error: unknown) => void }): {
  feed: LiveFeed;
  publish: (message: LiveMessage | null) => void;
} {
  const listeners = new Set<(message: LiveMessage | null) => void>();
  return {
    feed: {
      subscribe: (listener) => {
        // Wrapped, so that one listener subscribed twice counts twice and leaves once.
        const own = (message: LiveMessage | null) => listener(message);
        listeners.add(own);
        options.onClients(listeners.size);
        return () => {
          listeners.delete(own);
          options.onClients(listeners.size);
        };
      },
    },
    publish: (message) => {
      for (const listener of listeners) {
        try {
          listener(message);
        } catch (error) {
          options.onError(error);
        }
      }
    },
  };
}
