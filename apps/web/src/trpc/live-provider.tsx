'use client';

import { useQueryClient, type Query, type QueryClient } from '@tanstack/react-query';
import { useSubscription } from '@trpc/tanstack-react-query';
import type { RouterOutputs } from '@leeway/api';
import { createContext, useContext, useEffect, useMemo, useState, type ReactNode } from 'react';
import { useTRPC } from './client.tsx';
import { createLiveInvalidator, type Invalidation } from './live-invalidation.ts';
import { useLiveConnection, type LiveConnection } from './use-live-connection.ts';
import { usePageVisible } from './use-page-visible.ts';

const Context = createContext<LiveConnection>({ state: 'connecting', sinceMs: 0 });

/** State of the page's one live connection. */
export function useLive(): LiveConnection {
  return useContext(Context);
}

/** A hidden page lets its connection go after this long: browsers allow only six to one server over HTTP/1.1. */
const HIDDEN_GRACE_MS = 60_000;

const ENDED_PAUSE_MS = 250;
const FAILED_PAUSE_MS = 5_000;

/** The page's one subscription: turns "this changed" into asking again for what is shown. */
export function LiveProvider(props: { children: ReactNode }) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const visible = usePageVisible(HIDDEN_GRACE_MS);
  const [follow] = useState(() => createFollower(queryClient));
  const subscription = useSubscription(
    trpc.live.changes.subscriptionOptions(undefined, { enabled: visible, onData: follow }),
  );
  const connection = useLiveConnection(visible ? subscription.status : 'idle', visible);
  const whoAmI = useMemo(() => ({ ...trpc.me.get.queryOptions(), staleTime: 0, retry: false }), [trpc]);
  const { reset, status } = subscription;
  useEffect(() => {
    if (!visible || (status !== 'error' && status !== 'idle')) return undefined;
    // The server ends each connection after a while, so that a session that ended does not listen on.
    // An event source does not say why it failed. Asking who we are does, and leads to the sign-in page if need be.
    if (status === 'error') void queryClient.fetchQuery(whoAmI).catch(() => undefined);
    const timer = setTimeout(reset, status === 'idle' ? ENDED_PAUSE_MS : FAILED_PAUSE_MS);
    return () => clearTimeout(timer);
  }, [visible, status, reset, queryClient, whoAmI]);
  return <Context value={connection}>{props.children}</Context>;
}

type FeedMessage = RouterOutputs['live']['changes'] extends AsyncIterable<infer Message> ? Message : never;

function createFollower(queryClient: QueryClient): (message: FeedMessage) => void {
  const invalidator = createLiveInvalidator({
    invalidate: (items) => invalidate(queryClient, items),
    nowMs: () => performance.now(),
    schedule: (run, delayMs) => setTimeout(run, delayMs),
  });
  let greeted = false;
  return (message) => {
    if (message.kind !== 'hello' && message.kind !== 'resync') {
      invalidator.add(message.kind, message.modelId ?? null);
      return;
    }
    // The first greeting follows a fresh page; a later one follows a gap in which anything may have changed.
    if (greeted) void queryClient.invalidateQueries();
    greeted = true;
  };
}

function invalidate(queryClient: QueryClient, items: Invalidation[]): void {
  for (const item of items)
    void queryClient.invalidateQueries({ queryKey: [item.path], predicate: (query) => concerns(query, item.modelId) });
}

/** Whether a query may show this model: one that asks for another model by id does not. */
function concerns(query: Query, modelId: string | null): boolean {
  if (modelId === null) return true;
  const [path, options] = query.queryKey;
  if (!Array.isArray(path) || path[0] !== 'models') return true;
  const input = typeof options === 'object' && options !== null && 'input' in options ? options.input : null;
  if (typeof input !== 'object' || input === null) return true;
  const asked = 'modelId' in input ? input.modelId : 'id' in input ? input.id : null;
  return typeof asked !== 'string' || asked === modelId;
}
