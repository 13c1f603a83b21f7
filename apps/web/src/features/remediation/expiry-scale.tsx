'use client';

import { formatCountdown } from '../../ui/format/format-duration.ts';
import { RuledScale } from '../../ui/ruled-scale.tsx';
import { Time } from '../../ui/time.tsx';
import { useNow } from '../../ui/use-now.ts';
import styles from './remediation-card.module.css';

/** Time left to decide, on one ruled line with one pointer. */
export function ExpiryScale(props: { proposedAtMs: number; expiresAtMs: number }) {
  const now = useNow();
  const totalMs = Math.max(1, props.expiresAtMs - props.proposedAtMs);
  const leftMs = Math.max(0, props.expiresAtMs - now);
  return (
    <div>
      <RuledScale
        min={0}
        max={totalMs}
        value={leftMs}
        ticks={Array.from({ length: 7 }, (_, index) => ({ at: (totalMs * index) / 6, major: index % 3 === 0 }))}
        label={`${formatCountdown(leftMs)} left to decide`}
      />
      <div className={styles['label']} suppressHydrationWarning>
        <b style={{ color: 'var(--ink)' }}>{formatCountdown(leftMs)} left</b>, expires{' '}
        <Time ms={props.expiresAtMs} as="clock" />
      </div>
    </div>
  );
}
