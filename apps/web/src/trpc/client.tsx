'use client';

import { QueryClientProvider, type QueryClient } from '@tanstack/react-query';
import { createTRPCClient, httpBatchLink, httpSubscriptionLink, splitLink } from '@trpc/client';
import { createTRPCContext } from '@trpc/tanstack-react-query';
import type { AppRouter } from '@leeway/api';
import { useState, type ReactNode } from 'react';
import superjson from 'superjson';
import { signInPath } from '../auth/return-path.ts';
import { makeQueryClient } from './query-client.ts';

export const { TRPCProvider, useTRPC, useTRPCClient } = createTRPCContext<AppRouter>();

const URL_PATH = '/api/trpc';
/** A batch waits for its slowest part, so batches stay small. */
const MAX_BATCH = 8;

function makeTrpcClient() {
  return createTRPCClient<AppRouter>({
    links: [
      splitLink({
        condition: (operation) => operation.type === 'subscription',
        true: httpSubscriptionLink({ url: URL_PATH, transformer: superjson }),
        false: httpBatchLink({ url: URL_PATH, transformer: superjson, maxItems: MAX_BATCH, maxURLLength: 4_000 }),
      }),
    ],
  });
}

let browserQueryClient: QueryClient | null = null;

/** One client for the life of the page in the browser, a fresh one for each request on the server. */
function queryClient(): QueryClient {
  if (typeof window === 'undefined') return makeQueryClient();
  browserQueryClient ??= makeQueryClient({
    onUnauthenticated: () => {
      window.location.assign(signInPath(`${window.location.pathname}${window.location.search}`));
    },
  });
  return browserQueryClient;
}

export function ApiProvider(props: { children: ReactNode }) {
  const client = queryClient();
  const [trpcClient] = useState(makeTrpcClient);
  return (
    <QueryClientProvider client={client}>
      <TRPCProvider trpcClient={trpcClient} queryClient={client}>
        {props.children}
      </TRPCProvider>
    </QueryClientProvider>
  );
}
