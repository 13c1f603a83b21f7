'use client';

import styles from './charts.module.css';
import { useTimeFrame } from './time-panels.tsx';

/** The dashed hairlines that a marker sends through a panel. Inside the plot's own <g>. */
export function ChangeLines({ fromPx, toPx }: { fromPx: number; toPx: number }) {
  const { changes, scale } = useTimeFrame();
  const lines = changes
    .filter(({ atMs }) => atMs >= scale.fromMs && atMs <= scale.toMs)
    .map(({ atMs }) => `M${scale.x(atMs).toFixed(1)} ${fromPx}V${toPx}`);
  return <path className={styles.changeLine} d={lines.join('')} />;
}
