'use client';

import type { ReactNode } from 'react';
import { ErrorPanel } from '../ui/error-panel.tsx';
import { isApiError } from './query-client.ts';

/** Words for an error that reached the page. */
export function errorWords(error: unknown): { cause: string; requestId: string | null } {
  if (!isApiError(error)) return { cause: 'something unexpected happened in this browser', requestId: null };
  if (error.data === undefined || error.data === null) return { cause: 'the server did not answer', requestId: null };
  return { cause: error.message, requestId: error.data.requestId ?? null };
}

/**
 * One query, one panel: the skeleton while it loads, the error with another try, otherwise the data. Data that was
 * read before stays when asking again fails, with the error above it.
 */
export function QueryPanel<Data>(props: {
  /** What is shown, as the subject of "… didn't load". */
  what: string;
  query: { data: Data | undefined; error: unknown; isError: boolean; refetch: () => Promise<unknown> };
  skeleton: ReactNode;
  children: (data: Data) => ReactNode;
}) {
  const { data, error, isError, refetch } = props.query;
  const failed = isError ? (
    <ErrorPanel what={props.what} {...errorWords(error)} onRetry={() => void refetch()} />
  ) : null;
  if (data === undefined) return failed ?? props.skeleton;
  return (
    <>
      {failed}
      {props.children(data)}
    </>
  );
}
