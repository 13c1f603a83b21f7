'use client';

import { useQuery } from '@tanstack/react-query';
import type { StreamTaskInput, StreamTaskKind, StreamTaskOutput, StreamTaskView } from '@leeway/services';
import { useTRPC, useTRPCClient } from '../../trpc/client.tsx';

/** What does not move for so long has no worker that takes it. */
export const WORKER_SILENT_MS = 8_000;
/** Live messages tell at once; this is for those that were lost. */
const POLL_MS = 700;

export function isUnfinished(task: StreamTaskView | undefined): boolean {
  return task === undefined || task.state === 'queued' || task.state === 'running';
}

/** Follows one task to its end. Nothing is asked any more once it has ended. */
export function useStreamTaskView(id: string | null) {
  const trpc = useTRPC();
  return useQuery(
    trpc.streams.get.queryOptions(
      // Never sent: without an id the query is disabled.
      { id: id ?? '' },
      {
        enabled: (query) => id !== null && isUnfinished(query.state.data),
        refetchInterval: (query) => (isUnfinished(query.state.data) ? POLL_MS : false),
        staleTime: Infinity,
      },
    ),
  );
}

export type StreamTask<K extends StreamTaskKind> = {
  /** The newest answer; while the next one is on its way, the last. */
  output: StreamTaskOutput<K> | undefined;
  /** The worker's words for why it failed. */
  failure: string | null;
  /** The request itself was refused or did not arrive. */
  error: unknown;
  view: StreamTaskView | undefined;
  isBusy: boolean;
  again: () => void;
};

/**
 * Asks a worker for something and follows it. The same input is asked once; `again` asks anew. Null asks nothing.
 * Answers are kept no longer than the store keeps them.
 */
export function useStreamTask<K extends StreamTaskKind>(kind: K, input: StreamTaskInput<K> | null): StreamTask<K> {
  const client = useTRPCClient();
  const request = useQuery({
    queryKey: ['stream-task', kind, input],
    queryFn: () => client.streams.request.mutate({ kind, input }),
    enabled: input !== null,
    staleTime: Infinity,
    gcTime: 300_000,
    retry: false,
  });
  const view = useStreamTaskView(request.data?.id ?? null);
  const isDone = view.data?.state === 'done';
  return {
    // The worker checked it against the schema of the kind.
    output: isDone ? (view.data?.output as StreamTaskOutput<K>) : undefined,
    failure: view.data?.state === 'failed' ? (view.data.error ?? 'it failed') : null,
    error: request.error ?? view.error,
    view: view.data,
    isBusy: request.isFetching || (request.data !== undefined && isUnfinished(view.data)),
    again: () => void request.refetch(),
  };
}
