'use client';

import type { ModelRow } from '@leeway/services';
import Link from 'next/link';
import { DriftStrip } from '../../ui/charts/drift-strip.tsx';
import { Neatline } from '../../ui/charts/neatline.tsx';
import { DataTable, SortHeader } from '../../ui/data-table.tsx';
import { formatFixed } from '../../ui/format/format-number.ts';
import { StatusMark } from '../../ui/status-mark.tsx';
import { BudgetScale } from './budget-scale.tsx';
import styles from './fleet.module.css';
import { metricNumber, metricWords, thresholdNumber } from './metric-words.ts';
import type { ModelSort, SortDirection } from './sort-models.ts';

const STRIP_PX = 288;
/** Status, model, tier, strip, worst, now, crit, AUC, budget, % left, lag: 1208 px, the content at 1440. */
const COLUMN_PX = [94, 176, 34, 300, 166, 52, 46, 132, 112, 52, 44];

export type FleetSort = { sort: ModelSort; direction: SortDirection; onSort: (sort: ModelSort) => void };

function Head({
  title,
  column,
  order,
  number = false,
}: {
  title: string;
  column: ModelSort;
  order: FleetSort | undefined;
  number?: boolean;
}) {
  if (order === undefined)
    return (
      <th scope="col" data-number={number ? '' : undefined}>
        {title}
      </th>
    );
  const sorted = order.sort === column ? (order.direction === 'asc' ? 'ascending' : 'descending') : null;
  return (
    <SortHeader sorted={sorted} onSort={() => order.onSort(column)} number={number}>
      {title}
    </SortHeader>
  );
}

/** Per cent without its sign; the digits after the point go first where there is little room. */
function percentLeft(share: number): string {
  return formatFixed(share * 100, Math.abs(share) < 10 ? 1 : 0);
}

/** What stands where numbers would, when nothing fresh was measured. */
function WorstCells({ row }: { row: ModelRow }) {
  if (row.worst === null || row.status === 'unknown')
    return (
      <>
        <td className={styles.reason}>{row.unknownReason ?? 'nothing measured yet'}</td>
        <td data-number="" className={styles.quiet}>
          –
        </td>
        <td data-number="" className={styles.quiet}>
          –
        </td>
      </>
    );
  const { feature, metric, value, critical } = row.worst;
  const words = metricWords(metric).short;
  return (
    <>
      <td>
        <span
          className={styles.worst}
          style={{ maxWidth: `calc(100% - ${(words.length * 0.8 + 1).toFixed(1)}ch)` }}
          title={feature}
        >
          {feature}
        </span>{' '}
        <span className={styles.quiet}>{words}</span>
      </td>
      <td data-number="">{metricNumber(metric, value)}</td>
      <td data-number="" className={styles.quiet}>
        {critical === null ? '–' : thresholdNumber(metric, critical)}
      </td>
    </>
  );
}

function FleetRow({ row, endsGroup }: { row: ModelRow; endsGroup: boolean }) {
  const { quality, budget } = row;
  return (
    <tr data-group-end={endsGroup ? '' : undefined} data-row-href={`/models/${row.id}`}>
      <td>
        <StatusMark status={row.status} />
      </td>
      <td className={styles.name}>
        <Link href={`/models/${row.id}`} className={styles.link}>
          {row.name}
        </Link>
        <code className={styles.version}>{row.version}</code>
      </td>
      <td data-number="" className={styles.second}>
        {row.tier}
      </td>
      <td>
        <DriftStrip bars={row.strip} label={row.name} changesMs={row.changesMs} widthPx={STRIP_PX} />
      </td>
      <WorstCells row={row} />
      <td data-number="">
        {quality === null ? (
          <span className={styles.quiet}>–</span>
        ) : (
          <>
            {formatFixed(quality.value, 3)}
            <span className={styles.quiet}> ±{formatFixed(quality.halfWidth, 3)}</span>
          </>
        )}
      </td>
      <td>
        {budget === null ? (
          <span className={styles.quiet}>no SLO</span>
        ) : (
          <BudgetScale budget={budget} className={styles.budget} />
        )}
      </td>
      <td data-number="">{budget === null || budget.remaining === null ? '–' : percentLeft(budget.remaining)}</td>
      <td data-number="" className={styles.second}>
        {row.lagSeconds === null ? '–' : formatFixed(row.lagSeconds, row.lagSeconds < 10 ? 1 : 0)}
      </td>
    </tr>
  );
}

/** All models in one table: status, drift strip, worst feature, realised quality, budget, lag. */
export function FleetTable({ rows, order }: { rows: readonly ModelRow[]; order?: FleetSort }) {
  const axis = rows.find((row) => row.strip.length > 1)?.strip ?? [];
  const pitchMs = (axis[1]?.startMs ?? 0) - (axis[0]?.startMs ?? 0);
  const isGrouped = order === undefined || order.sort === 'status';
  return (
    <DataTable caption="Models" fixed className={styles.fleet}>
      <colgroup>
        {COLUMN_PX.map((width, index) => (
          <col key={index} style={{ width }} />
        ))}
      </colgroup>
      <thead>
        <tr>
          <Head title="Status" column="status" order={order} />
          <Head title="Model" column="name" order={order} />
          <Head title="Tier" column="tier" order={order} number />
          <th scope="col">
            <span className="sr-only">Drift over time</span>
            {axis.length > 1 && (
              <Neatline
                fromMs={axis[0]?.startMs ?? 0}
                toMs={(axis.at(-1)?.startMs ?? 0) + pitchMs}
                widthPx={STRIP_PX}
              />
            )}
          </th>
          <th scope="col">Worst feature</th>
          <Head title="Now" column="now" order={order} number />
          <th scope="col" data-number="">
            Crit
          </th>
          <Head title="Realised AUC" column="quality" order={order} number />
          <th scope="col">Budget</th>
          <Head title="% left" column="budget" order={order} number />
          <Head title="Lag s" column="lag" order={order} number />
        </tr>
      </thead>
      <tbody>
        {rows.map((row, index) => (
          <FleetRow
            key={row.id}
            row={row}
            endsGroup={isGrouped && rows[index + 1] !== undefined && rows[index + 1]?.status !== row.status}
          />
        ))}
      </tbody>
    </DataTable>
  );
}
