'use client';

import { useQuery } from '@tanstack/react-query';
import type { Permission } from '@leeway/services';
import { useTRPC } from '../../trpc/client.tsx';

/** Whether the person may; null until it is known. Only what is offered depends on it: the use case checks again. */
export function useMay(permission: Permission): boolean | null {
  const trpc = useTRPC();
  const { data } = useQuery(trpc.me.get.queryOptions());
  return data === undefined ? null : data.permissions.includes(permission);
}
