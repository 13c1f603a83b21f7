'use client';

import { usePathname } from 'next/navigation';
import { formatBothZones } from '../../ui/format/format-time.ts';
import { useNow } from '../../ui/use-now.ts';
import styles from './shell.module.css';

/** On paper only: which page this is and as of when. */
export function PrintStamp() {
  const path = usePathname();
  const now = useNow(1_000);
  return (
    <p className={styles['printed']} aria-hidden="true" suppressHydrationWarning>
      Leeway {path}, as of {formatBothZones(now)}
    </p>
  );
}
