'use client';

import { useEffect, useMemo, useState, useSyncExternalStore } from 'react';

export type LiveConnection = {
  /** `reconnecting` only after a while: a hiccup is not worth a banner. */
  state: 'connecting' | 'live' | 'reconnecting' | 'offline';
  /** When the page last knew that it was current. */
  sinceMs: number;
};

const HICCUP_MS = 3_000;

function subscribeOnline(listener: () => void): () => void {
  window.addEventListener('online', listener);
  window.addEventListener('offline', listener);
  return () => {
    window.removeEventListener('online', listener);
    window.removeEventListener('offline', listener);
  };
}

/** From the subscription's status to what the page says. */
export function useLiveConnection(
  status: 'idle' | 'connecting' | 'pending' | 'error',
  wanted: boolean,
): LiveConnection {
  const online = useSyncExternalStore(
    subscribeOnline,
    () => navigator.onLine,
    () => true,
  );
  const connected = status === 'pending' && online;
  const [lastLiveMs, setLastLiveMs] = useState(0);
  const [overdue, setOverdue] = useState(false);
  useEffect(() => {
    if (connected) return () => setLastLiveMs(Date.now());
    if (!wanted) return undefined;
    const timer = setTimeout(() => setOverdue(true), HICCUP_MS);
    return () => {
      clearTimeout(timer);
      setOverdue(false);
    };
  }, [connected, wanted]);
  const [mountedMs] = useState(() => Date.now());
  return useMemo(() => {
    const sinceMs = lastLiveMs === 0 ? mountedMs : lastLiveMs;
    if (!online) return { state: 'offline', sinceMs };
    if (connected) return { state: 'live', sinceMs };
    return { state: overdue ? 'reconnecting' : 'connecting', sinceMs };
  }, [online, connected, overdue, lastLiveMs, mountedMs]);
}
