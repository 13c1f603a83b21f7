'use client';

import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { isPrometheusSli, SliSpec, type AnyPrometheusSli } from '@leeway/slo';
import { useEffect, useState } from 'react';
import { useTRPC } from '../../../trpc/client.tsx';
import { readEntries } from '../parameter-entries.ts';
import { parametersIn, type FormValues } from '../form-values.ts';

const PAUSE_MS = 600;

/** What the fields ask, once it has the right shape. */
function specIn(values: FormValues): AnyPrometheusSli | null {
  const parsed = SliSpec.safeParse({ kind: values.kind, ...readEntries(values.kind, parametersIn(values)) });
  return parsed.success && isPrometheusSli(parsed.data) ? parsed.data : null;
}

/** Asks Prometheus what the fields say, once typing has paused. */
export function usePrometheusTry(values: FormValues) {
  const trpc = useTRPC();
  const spec = specIn(values);
  const text = spec === null ? null : JSON.stringify(spec);
  const [settled, setSettled] = useState<string | null>(null);
  useEffect(() => {
    if (text === settled) return undefined;
    const timer = setTimeout(() => setSettled(text), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [text, settled]);
  const query = useQuery({
    ...trpc.slos.tryPrometheus.queryOptions(
      // Never sent: without a query the question is disabled.
      { spec: (settled === null ? {} : JSON.parse(settled)) as AnyPrometheusSli },
      { placeholderData: keepPreviousData, staleTime: 30_000, retry: false },
    ),
    enabled: settled !== null,
  });
  return { query, hasQuery: spec !== null, isBehind: text !== settled || query.isFetching };
}
