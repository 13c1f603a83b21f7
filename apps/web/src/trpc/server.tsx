import { dehydrate, HydrationBoundary, type QueryClient } from '@tanstack/react-query';
import { createTRPCOptionsProxy, type TRPCOptionsProxy } from '@trpc/tanstack-react-query';
import { appRouter, type AppRouter } from '@leeway/api';
import { headers } from 'next/headers';
import { cache, type ReactNode } from 'react';
import { requireActor } from '../auth/require-actor.ts';
import { apiContext } from '../server/api-context.ts';
import { requestIdOf } from '../server/request-id.ts';
import { makeQueryClient } from './query-client.ts';

type Api = TRPCOptionsProxy<AppRouter>;

const perRequest = cache(async () => {
  const actor = await requireActor();
  const queryClient = makeQueryClient();
  const ctx = apiContext({ actor, requestId: requestIdOf(await headers()) });
  return { queryClient, trpc: createTRPCOptionsProxy({ ctx, router: appRouter, queryClient }) };
});

/**
 * What every page of the app is wrapped in: refuses the unauthenticated, reads the named queries in-process while the
 * page renders, and hands them to the browser. A query that fails here is asked again by the browser, where it shows.
 *
 *     <Prefetch queries={(trpc, client) => [client.prefetchQuery(trpc.incidents.list.queryOptions({}))]}>
 */
export async function Prefetch(props: {
  queries?: (trpc: Api, client: QueryClient) => Promise<unknown>[];
  children: ReactNode;
}) {
  const { queryClient, trpc } = await perRequest();
  await Promise.allSettled(props.queries?.(trpc, queryClient) ?? []);
  return <HydrationBoundary state={dehydrate(queryClient)}>{props.children}</HydrationBoundary>;
}
