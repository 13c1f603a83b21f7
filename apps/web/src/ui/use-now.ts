'use client';

import { useSyncExternalStore } from 'react';

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

/** The present moment from one shared timer, rounded down to `stepMs` so that a reader renders no oftener. */
export function useNow(stepMs = 1_000): number {
  const read = () => Math.floor(nowMs / stepMs) * stepMs;
  return useSyncExternalStore(subscribe, read, () => Math.floor(Date.now() / stepMs) * stepMs);
}
