import type { QualitySeries } from '@leeway/services';
import { useMemo } from 'react';
import { useNow } from '../../ui/use-now.ts';

/** Predictions younger than the usual delay cannot have their labels yet. */
export function usePendingLabels({ labelDelayMs }: QualitySeries): { fromMs: number; label: string } | undefined {
  const nowMs = useNow(15_000);
  return useMemo(
    () => (labelDelayMs > 0 ? { fromMs: nowMs - labelDelayMs, label: 'labels due' } : undefined),
    [nowMs, labelDelayMs],
  );
}
