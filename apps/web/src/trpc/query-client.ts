import { defaultShouldDehydrateQuery, MutationCache, QueryCache, QueryClient } from '@tanstack/react-query';
import { TRPCClientError } from '@trpc/client';
import type { AppRouter } from '@leeway/api';
import { deserialize, serialize } from 'superjson';

type ApiError = TRPCClientError<AppRouter>;

export function isApiError(error: unknown): error is ApiError {
  return error instanceof TRPCClientError;
}

/** Refusals do not get better by asking again; everything else gets two more tries. */
function shouldRetry(failures: number, error: unknown): boolean {
  const status = isApiError(error) ? (error.data?.httpStatus ?? 0) : 0;
  return failures < 2 && !(status >= 400 && status < 500);
}

/**
 * Live messages say when something changed, so data stays fresh until told otherwise; the focus of the window and the
 * end of an outage ask again all the same. `onUnauthenticated` is called when the session has ended.
 */
export function makeQueryClient(options: { onUnauthenticated?: () => void } = {}): QueryClient {
  const onError = (error: unknown) => {
    if (isApiError(error) && error.data?.code === 'UNAUTHORIZED') options.onUnauthenticated?.();
  };
  return new QueryClient({
    queryCache: new QueryCache({ onError }),
    mutationCache: new MutationCache({ onError }),
    defaultOptions: {
      queries: { staleTime: 60_000, gcTime: 600_000, retry: shouldRetry },
      mutations: { retry: false, networkMode: 'always' },
      dehydrate: {
        serializeData: serialize,
        shouldDehydrateQuery: (query) => defaultShouldDehydrateQuery(query) || query.state.status === 'pending',
        // The server's own text must not reach the page; the browser asks again and gets the mapped error.
        shouldRedactErrors: () => true,
      },
      hydrate: { deserializeData: deserialize },
    },
  });
}
