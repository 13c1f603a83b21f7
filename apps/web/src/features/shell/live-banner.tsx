'use client';

import { useQueryClient } from '@tanstack/react-query';
import { useLive } from '../../trpc/live-provider.tsx';
import { StaleBanner } from '../../ui/stale-banner.tsx';

/** Says when the page no longer follows; nothing while it does. */
export function LiveBanner() {
  const { state, sinceMs } = useLive();
  const queryClient = useQueryClient();
  if (state !== 'offline' && state !== 'reconnecting') return null;
  return <StaleBanner state={state} sinceMs={sinceMs} onRetry={() => void queryClient.invalidateQueries()} />;
}
