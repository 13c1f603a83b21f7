'use client';

import { formatClock, zoneName } from '../../ui/format/format-time.ts';
import { useNow } from '../../ui/use-now.ts';
import { useZone } from '../../ui/use-zone.ts';
import styles from './shell.module.css';

/** The present time in the zone of the page; on phones without seconds. */
export function Clock() {
  const now = useNow(1_000);
  const zone = useZone();
  return (
    <time className={styles['clock']} dateTime={new Date(now).toISOString()} suppressHydrationWarning>
      {formatClock(now, zone, true)} {zoneName(zone)}
    </time>
  );
}
