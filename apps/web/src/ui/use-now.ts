'use client';

import { createContext, use, useSyncExternalStore } from 'react';

const listeners = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | null = null;
let nowMs = Date.now();

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  if (timer === null) {
    nowMs = Date.now();
    timer = setInterval(() => {
      nowMs = Date.now();
      for (const each of listeners) each();
    }, 1_000);
  }
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0 && timer !== null) {
      clearInterval(timer);
      timer = null;
    }
  };
}

/** When the server drew the page: hydration must say the same as the server said. */
export const ServerNow = createContext<number | null>(null);

/** The present moment from one shared timer, rounded down to `stepMs` so that a reader renders no oftener. */
export function useNow(stepMs = 1_000): number {
  const serverNowMs = use(ServerNow);
  const round = (ms: number) => Math.floor(ms / stepMs) * stepMs;
  return useSyncExternalStore(
    subscribe,
    () => round(nowMs),
    () => round(serverNowMs ?? nowMs),
  );
}
