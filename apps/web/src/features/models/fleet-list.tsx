'use client';

import type { ModelRow } from '@leeway/services';
import Link from 'next/link';
import { DriftStrip } from '../../ui/charts/drift-strip.tsx';
import { formatPercent } from '../../ui/format/format-number.ts';
import { StatusMark } from '../../ui/status-mark.tsx';
import styles from './fleet.module.css';
import { metricNumber, metricWords, thresholdNumber } from './metric-words.ts';

function Worst({ row }: { row: ModelRow }) {
  if (row.worst === null || row.status === 'unknown') return <span>{row.unknownReason ?? 'nothing measured yet'}</span>;
  const { feature, metric, value, critical } = row.worst;
  return (
    <span className={styles.clip}>
      {feature} {metricWords(metric).short} {metricNumber(metric, value)}
      {critical !== null && <span className={styles.quiet}> of {thresholdNumber(metric, critical)}</span>}
    </span>
  );
}

/** The fleet on a phone: two lines and a strip a model, the whole row a link. */
export function FleetList({ rows }: { rows: readonly ModelRow[] }) {
  return (
    <ul className={styles.list}>
      {rows.map((row) => (
        <li key={row.id}>
          <Link href={`/models/${row.id}`} className={styles.item}>
            <span className={styles.line}>
              <span className={styles.itemName}>
                {row.name} <code>{row.version}</code>
              </span>
              <StatusMark status={row.status} />
            </span>
            <span className={styles.subline}>
              <Worst row={row} />
              <span className={styles.nowrap}>
                {row.budget === null || row.budget.remaining === null
                  ? ''
                  : `${formatPercent(row.budget.remaining, 0)} left`}
              </span>
            </span>
            <DriftStrip bars={row.strip} label={row.name} changesMs={row.changesMs} heightPx={20} />
          </Link>
        </li>
      ))}
    </ul>
  );
}
