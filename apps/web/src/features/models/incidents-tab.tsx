'use client';

import { useQuery } from '@tanstack/react-query';
import type { IncidentRow } from '@leeway/services';
import Link from 'next/link';
import { useTRPC } from '../../trpc/client.tsx';
import { QueryPanel } from '../../trpc/query-panel.tsx';
import { DataTable } from '../../ui/data-table.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { formatDuration } from '../../ui/format/format-duration.ts';
import { SkeletonRows } from '../../ui/skeleton.tsx';
import { StatusMark } from '../../ui/status-mark.tsx';
import { Time } from '../../ui/time.tsx';
import { useNow } from '../../ui/use-now.ts';
import styles from './model-page.module.css';

const MAX_ROWS = 50;

function Row({ incident }: { incident: IncidentRow }) {
  const now = useNow(10_000);
  return (
    <tr data-row-href={`/incidents/${incident.number}`}>
      <td>
        <StatusMark status={incident.severity} />
      </td>
      <td data-wrap="">
        <Link href={`/incidents/${incident.number}`} className={styles.link}>
          {incident.title}
        </Link>{' '}
        <code className={styles.quiet}>INC-{incident.number}</code>
      </td>
      <td>{incident.state}</td>
      <td data-number="" className={styles.wide}>
        <Time ms={incident.beganAtMs} as="moment" />
      </td>
      <td data-number="" suppressHydrationWarning className={styles.wide}>
        {formatDuration(Math.max(0, (incident.resolvedAtMs ?? now) - incident.openedAtMs))}
      </td>
    </tr>
  );
}

/** What went wrong with this model before, newest first. */
export function IncidentsTab({ modelId }: { modelId: string }) {
  const trpc = useTRPC();
  const query = useQuery(trpc.incidents.list.queryOptions({ modelId, filter: 'all', limit: MAX_ROWS }));
  return (
    <QueryPanel what="The incidents" query={query} skeleton={<SkeletonRows rows={4} label="Incidents are loading" />}>
      {({ items, total }) =>
        items.length === 0 ? (
          <EmptyState title="No incident so far">
            <p>One opens by itself when the verdict turns critical or a budget burns.</p>
          </EmptyState>
        ) : (
          <>
            <DataTable caption="Incidents of this model, newest first">
              <thead>
                <tr>
                  <th scope="col">Severity</th>
                  <th scope="col">Incident</th>
                  <th scope="col">State</th>
                  <th scope="col" data-number="" className={styles.wide}>
                    Began
                  </th>
                  <th scope="col" data-number="" className={styles.wide}>
                    Open for
                  </th>
                </tr>
              </thead>
              <tbody>
                {items.map((incident) => (
                  <Row key={incident.id} incident={incident} />
                ))}
              </tbody>
            </DataTable>
            {total > items.length && (
              <p className={styles.note}>
                The newest {items.length} of {total}.{' '}
                <Link href={`/incidents?filter=all&model=${modelId}`}>All of them</Link>
              </p>
            )}
          </>
        )
      }
    </QueryPanel>
  );
}
