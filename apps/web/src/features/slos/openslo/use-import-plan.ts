'use client';

import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useTRPCClient } from '../../../trpc/client.tsx';

const PAUSE_MS = 400;

export type ImportEntry = { text: string; modelId: string | null };

/** What was entered, once typing has paused. */
function useSettled(entry: ImportEntry): ImportEntry {
  const [settled, setSettled] = useState(entry);
  useEffect(() => {
    if (entry.text === settled.text && entry.modelId === settled.modelId) return undefined;
    const timer = setTimeout(() => setSettled(entry), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [entry, settled]);
  return settled;
}

/** What would become of the text; the last answer stays until the next one is there. */
export function useImportPlan(entry: ImportEntry) {
  const client = useTRPCClient();
  const settled = useSettled(entry);
  const isBlank = settled.text.trim() === '';
  const query = useQuery({
    // A file is too long for an address, so that it is sent as a mutation; it changes nothing.
    queryKey: ['slo-import-plan', settled.text, settled.modelId],
    queryFn: () => client.slos.planImport.mutate(settled),
    enabled: !isBlank,
    placeholderData: keepPreviousData,
    gcTime: 0,
    retry: false,
  });
  const isBehind = entry.text !== settled.text || entry.modelId !== settled.modelId;
  return { query, isBlank: entry.text.trim() === '', isBehind: isBehind || query.isFetching };
}
