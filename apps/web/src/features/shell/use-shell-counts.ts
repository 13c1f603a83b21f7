'use client';

import { useQuery } from '@tanstack/react-query';
import { useTRPC } from '../../trpc/client.tsx';
import type { NavKey } from '../../nav.ts';

export type NavCount = { value: number; isHot: boolean };

/** What the rail counts; live messages keep it fresh. */
export function useShellCounts(): Partial<Record<NavKey, NavCount>> {
  const trpc = useTRPC();
  const { data } = useQuery(trpc.overview.counts.queryOptions());
  if (data === undefined) return {};
  return {
    incidents: { value: data.openIncidents, isHot: data.openIncidents > 0 },
    approvals: { value: data.waitingApprovals, isHot: data.waitingApprovals > 0 },
    models: { value: data.models, isHot: false },
    slos: { value: data.slos, isHot: false },
    changes: { value: data.changes, isHot: false },
  };
}
