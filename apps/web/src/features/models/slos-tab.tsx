'use client';

import { useQuery } from '@tanstack/react-query';
import type { SloRow } from '@leeway/services';
import Link from 'next/link';
import { useTRPC } from '../../trpc/client.tsx';
import { QueryPanel } from '../../trpc/query-panel.tsx';
import { LinkButton } from '../../ui/button.tsx';
import { DataTable } from '../../ui/data-table.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { formatFixed, formatPercent } from '../../ui/format/format-number.ts';
import { SkeletonRows } from '../../ui/skeleton.tsx';
import { StatusMark, type Status } from '../../ui/status-mark.tsx';
import { BudgetScale } from './budget-scale.tsx';
import styles from './model-page.module.css';

const STATUS: Record<SloRow['state'], Status> = {
  ok: 'ok',
  burning: 'warning',
  exhausted: 'critical',
  unknown: 'unknown',
};

function Row({ slo }: { slo: SloRow }) {
  return (
    <tr data-row-href={`/slos/${slo.id}`}>
      <td>
        <StatusMark status={STATUS[slo.state]}>{slo.state}</StatusMark>
      </td>
      <td data-wrap="">
        <Link href={`/slos/${slo.id}`} className={styles.link}>
          {slo.name}
        </Link>{' '}
        <span className={styles.quiet}>{slo.kind}</span>
      </td>
      <td data-number="" className={styles.wide}>
        {formatPercent(slo.target)}
      </td>
      <td className={styles.wide}>
        <BudgetScale budget={slo} className={styles.budget} />
      </td>
      <td data-number="">{slo.remaining === null ? '–' : formatPercent(slo.remaining)}</td>
      <td data-number="" className={styles.wide}>
        {slo.burnRate === null ? '–' : `${formatFixed(slo.burnRate, 1)}×`}
      </td>
      <td data-number="" className={styles.wide}>
        {formatPercent(slo.coverage)}
      </td>
    </tr>
  );
}

/** The objectives of one model, worst first. */
export function SlosTab({ modelId }: { modelId: string }) {
  const trpc = useTRPC();
  const query = useQuery(trpc.slos.list.queryOptions({ modelId, limit: 100 }));
  return (
    <QueryPanel what="The SLOs" query={query} skeleton={<SkeletonRows rows={3} label="SLOs are loading" />}>
      {({ items }) =>
        items.length === 0 ? (
          <EmptyState
            title="No objective yet"
            action={<LinkButton href={`/slos/new?model=${encodeURIComponent(modelId)}`}>Write an SLO</LinkButton>}
          >
            <p>An SLO says how good is good enough and how much may go wrong before somebody must act.</p>
          </EmptyState>
        ) : (
          <DataTable caption="SLOs of this model">
            <thead>
              <tr>
                <th scope="col">State</th>
                <th scope="col">SLO</th>
                <th scope="col" data-number="" className={styles.wide}>
                  Target
                </th>
                <th scope="col" className={styles.wide}>
                  Budget
                </th>
                <th scope="col" data-number="">
                  Left
                </th>
                <th scope="col" data-number="" className={styles.wide}>
                  Burn, 1 h
                </th>
                <th scope="col" data-number="" className={styles.wide}>
                  Coverage
                </th>
              </tr>
            </thead>
            <tbody>
              {items.map((slo) => (
                <Row key={slo.id} slo={slo} />
              ))}
            </tbody>
          </DataTable>
        )
      }
    </QueryPanel>
  );
}
