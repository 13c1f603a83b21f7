'use client';

import { useSyncExternalStore } from 'react';
import styles from './charts.module.css';
import { useTimeFrame } from './time-panels.tsx';

/** The instant under the pointer in any panel of this axis, or null. */
export function useCrosshairMs(): number | null {
  const { crosshair } = useTimeFrame();
  return useSyncExternalStore(crosshair.subscribe, crosshair.get, () => null);
}

/** A hairline at the shared instant. Inside the plot's own <g>. */
export function Crosshair({ heightPx }: { heightPx: number }) {
  const { scale } = useTimeFrame();
  const ms = useCrosshairMs();
  if (ms === null || ms < scale.fromMs || ms > scale.toMs) return null;
  const x = Math.round(scale.x(ms)) + 0.5;
  return <path className={styles.crosshair} d={`M${x} 0V${heightPx}`} />;
}
