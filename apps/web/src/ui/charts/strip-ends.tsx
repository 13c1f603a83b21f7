import type { ReactNode } from 'react';
import { Time } from '../time.tsx';
import styles from './charts.module.css';

/** Under a strip: when it begins and ends, and what its bars are. */
export function StripEnds({ fromMs, toMs, children }: { fromMs: number; toMs: number; children: ReactNode }) {
  return (
    <p className={styles.stripEnds}>
      <Time ms={fromMs} as="moment" />
      <span>{children}</span>
      <Time ms={toMs} as="moment" />
    </p>
  );
}
