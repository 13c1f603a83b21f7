'use client';

import type { SloRow } from '@leeway/services';
import { knownRemaining } from '@leeway/slo';
import Link from 'next/link';
import { Neatline } from '../../ui/charts/neatline.tsx';
import { DataTable } from '../../ui/data-table.tsx';
import { formatDuration } from '../../ui/format/format-duration.ts';
import { StatusMark } from '../../ui/status-mark.tsx';
import { useNow } from '../../ui/use-now.ts';
import { BudgetBar } from './budget-bar.tsx';
import { BurnStrip } from './burn-strip.tsx';
import { burnNumber, coverageText, percentNumber } from './slo-numbers.ts';
import { sloStatus } from './slo-status.ts';
import styles from './slos.module.css';

const STRIP_PX = 192;
/** Status, SLO, budget, % left, burn, strip, runs out, coverage: the content at 1440. */
const COLUMN_PX = [88, undefined, 172, 64, 64, 216, 92, 76];

function RunsOut({ row }: { row: SloRow }) {
  const now = useNow(60_000);
  const remaining = knownRemaining(row.remaining, row.coverage);
  if (remaining !== null && remaining <= 0) return <span className={styles.quiet}>gone</span>;
  if (row.exhaustsAtMs === null) return <span className={styles.quiet}>–</span>;
  return <span suppressHydrationWarning>{formatDuration(Math.max(0, row.exhaustsAtMs - now))}</span>;
}

function Row({ row, endsGroup }: { row: SloRow; endsGroup: boolean }) {
  const { status, word } = sloStatus(row);
  const remaining = knownRemaining(row.remaining, row.coverage);
  const href = `/slos/${row.id}`;
  return (
    <tr data-row-href={href} data-group-end={endsGroup ? '' : undefined}>
      <td>
        <StatusMark status={status}>{word}</StatusMark>
      </td>
      <td data-wrap="">
        <Link href={href} className={styles.name}>
          {row.name}
        </Link>
        <div className={styles.sentence}>
          {row.modelName} · {row.objective}
        </div>
      </td>
      <td>
        <BudgetBar name={row.name} remaining={remaining} remainingDayAgo={row.remainingDayAgo} className={styles.bar} />
      </td>
      <td data-number="">{remaining === null ? <span className={styles.quiet}>–</span> : percentNumber(remaining)}</td>
      <td data-number="">
        {row.burnRate === null ? <span className={styles.quiet}>–</span> : burnNumber(row.burnRate)}
      </td>
      <td className={styles.stripCell}>
        <BurnStrip name={row.name} bars={row.strip} />
      </td>
      <td data-number="">
        <RunsOut row={row} />
      </td>
      <td data-number="" className={styles.second}>
        {coverageText(row.coverage)}
      </td>
    </tr>
  );
}

/** All SLOs in one table, as the server ordered them: the worst first. */
export function SloTable({ rows }: { rows: readonly SloRow[] }) {
  const axis = rows[0]?.strip ?? [];
  const pitchMs = (axis[1]?.startMs ?? 0) - (axis[0]?.startMs ?? 0);
  return (
    <DataTable caption="SLOs, the worst first" fixed className={styles.table}>
      <colgroup>
        {COLUMN_PX.map((width, index) => (
          <col key={index} style={{ width }} />
        ))}
      </colgroup>
      <thead>
        <tr>
          <th scope="col">Status</th>
          <th scope="col">SLO</th>
          <th scope="col">Budget left</th>
          <th scope="col" data-number="">
            %
          </th>
          <th scope="col" data-number="">
            Burn, 1 h
          </th>
          <th scope="col" className={styles.stripCell}>
            <span className="sr-only">Burn rate of the last 24 h</span>
            {axis.length > 1 && (
              <Neatline
                fromMs={axis[0]?.startMs ?? 0}
                toMs={(axis.at(-1)?.startMs ?? 0) + pitchMs}
                widthPx={STRIP_PX}
              />
            )}
          </th>
          <th scope="col" data-number="">
            Runs out in
          </th>
          <th scope="col" data-number="">
            Coverage
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row, index) => (
          <Row
            key={row.id}
            row={row}
            endsGroup={rows[index + 1] !== undefined && sloStatus(row).word !== sloStatus(rows[index + 1] ?? row).word}
          />
        ))}
      </tbody>
    </DataTable>
  );
}
