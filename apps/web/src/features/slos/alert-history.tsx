'use client';

import type { AlertView, SloDetail } from '@leeway/services';
import Link from 'next/link';
import { DataTable } from '../../ui/data-table.tsx';
import { formatDuration } from '../../ui/format/format-duration.ts';
import { Section } from '../../ui/section.tsx';
import { StatusMark } from '../../ui/status-mark.tsx';
import { Time } from '../../ui/time.tsx';
import { useNow } from '../../ui/use-now.ts';
import { rowWords } from './row-words.ts';
import { burnNumber } from './slo-numbers.ts';
import { SEVERITY_STATUS } from './slo-status.ts';
import styles from './slo-page.module.css';

const SHOWN = 12;

function Row({ alert }: { alert: AlertView }) {
  const now = useNow(10_000);
  return (
    <tr>
      <td>
        <StatusMark status={SEVERITY_STATUS[alert.severity]}>{alert.severity}</StatusMark>
      </td>
      <td>
        <Time ms={alert.firedMs} as="moment" />
      </td>
      <td className={`hidden phone:table-cell ${styles.second}`}>{rowWords(alert.rowId)}</td>
      <td data-number="">{alert.burnRate === null ? '–' : burnNumber(alert.burnRate)}</td>
      <td data-number="" suppressHydrationWarning>
        {formatDuration(Math.max(0, (alert.resolvedMs ?? now) - alert.firedMs))}
        {alert.resolvedMs === null ? <span className={styles.quiet}> so far</span> : null}
      </td>
      <td>
        {alert.incident === null ? (
          <span className={styles.quiet}>–</span>
        ) : (
          <Link href={`/incidents/${alert.incident.number}`}>
            <code>INC-{alert.incident.number}</code>
          </Link>
        )}
      </td>
    </tr>
  );
}

/** Alerts that fired, newest first, with the incident that each belongs to. */
export function AlertHistory({ slo }: { slo: SloDetail }) {
  const { alerts } = slo;
  return (
    <Section title="Alerts" note={alerts.length > SHOWN ? `the newest ${SHOWN} of ${alerts.length}` : undefined}>
      {alerts.length === 0 ? (
        <p className={styles.quiet}>None has fired.</p>
      ) : (
        <DataTable caption="Alerts that fired, newest first" dense>
          <thead>
            <tr>
              <th scope="col">Fired</th>
              <th scope="col">At</th>
              <th scope="col" className="hidden phone:table-cell">
                Row
              </th>
              <th scope="col" data-number="">
                Burn
              </th>
              <th scope="col" data-number="">
                For
              </th>
              <th scope="col">Incident</th>
            </tr>
          </thead>
          <tbody>
            {alerts.slice(0, SHOWN).map((alert) => (
              <Row key={alert.id} alert={alert} />
            ))}
          </tbody>
        </DataTable>
      )}
    </Section>
  );
}
