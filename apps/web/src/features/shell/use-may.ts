'use client';

import { useQuery } from '@tanstack/react-query';
import type { Permission } from '@leeway/services';
import { useTRPC } from '../../trpc/client.tsx';

/** Whether to offer an action. The use case checks again; null while it is not known yet. */
export function useMay(permission: Permission): boolean | null {
  const trpc = useTRPC();
  const { data } = useQuery(trpc.me.get.queryOptions());
  return data === undefined ? null : data.permissions.includes(permission);
}
