'use client';

import { useSyncExternalStore } from 'react';
import type { Zone } from './format/format-time.ts';

const KEY = 'leeway-zone';
const listeners = new Set<() => void>();

function read(): Zone {
  return window.localStorage.getItem(KEY) === 'local' ? 'local' : 'utc';
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  window.addEventListener('storage', listener);
  return () => {
    listeners.delete(listener);
    window.removeEventListener('storage', listener);
  };
}

/** The zone in which pages write times. UTC until the person chooses; the server always renders UTC. */
export function useZone(): Zone {
  return useSyncExternalStore(subscribe, read, () => 'utc');
}

export function toggleZone(): Zone {
  const next = read() === 'utc' ? 'local' : 'utc';
  window.localStorage.setItem(KEY, next);
  for (const each of listeners) each();
  return next;
}
