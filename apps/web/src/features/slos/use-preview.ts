'use client';

import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { SloDraft } from '@leeway/slo';
import { useEffect, useState } from 'react';
import { useTRPC } from '../../trpc/client.tsx';

const PAUSE_MS = 300;

/** The last usable draft, once typing has paused. */
function useSettled(draft: SloDraft | null): SloDraft | null {
  const text = draft === null ? null : JSON.stringify(draft);
  const [settled, setSettled] = useState(text);
  useEffect(() => {
    if (text === null || text === settled) return undefined;
    const timer = setTimeout(() => setSettled(text), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [text, settled]);
  return settled === null ? null : (JSON.parse(settled) as SloDraft);
}

/** Runs the draft over stored history while it is typed; the last answer stays until the next one is there. */
export function usePreview(draft: SloDraft | null) {
  const trpc = useTRPC();
  const settled = useSettled(draft);
  const query = useQuery({
    ...trpc.slos.preview.queryOptions(
      // Never sent: without a draft the query is disabled.
      { draft: settled ?? ({} as SloDraft), rangeMinutes: null },
      { placeholderData: keepPreviousData, staleTime: 15_000 },
    ),
    enabled: settled !== null,
  });
  const isBehind = draft !== null && JSON.stringify(draft) !== JSON.stringify(settled);
  return { query, isUpdating: query.isFetching || isBehind };
}
