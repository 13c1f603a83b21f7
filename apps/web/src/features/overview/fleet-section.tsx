'use client';

import type { ModelRow } from '@leeway/services';
import Link from 'next/link';
import { useState } from 'react';
import { Button } from '../../ui/button.tsx';
import { plural } from '../../ui/format/format-number.ts';
import { Section } from '../../ui/section.tsx';
import { StatusMark } from '../../ui/status-mark.tsx';
import { FleetLegend } from '../models/fleet-legend.tsx';
import { FleetList } from '../models/fleet-list.tsx';
import { FleetTable } from '../models/fleet-table.tsx';
import { sortModels } from '../models/sort-models.ts';
import { useHeldOrder } from '../models/use-held-order.ts';
import styles from './overview.module.css';

const STATUSES = ['critical', 'warning', 'unknown', 'ok'] as const;
/** Most rows that the first page draws; the list of models has them all. */
const MAX_ROWS = 24;

function Tally(props: { fleet: ModelRow[] }) {
  return (
    <span className={styles['tally']}>
      {plural(props.fleet.length, 'model')}
      {STATUSES.map((status) => {
        const count = props.fleet.filter((row) => row.status === status).length;
        return count === 0 ? null : (
          <StatusMark key={status} status={status}>
            {count} {status}
          </StatusMark>
        );
      })}
    </span>
  );
}

/** On a phone the healthy collapse to a count. */
function PhoneFleet(props: { rows: ModelRow[] }) {
  const troubled = props.rows.filter((row) => row.status !== 'ok');
  const [isAll, setIsAll] = useState(false);
  const healthy = props.rows.length - troubled.length;
  return (
    <>
      <FleetList rows={isAll ? props.rows : troubled} />
      {healthy === 0 || isAll ? null : (
        <div className={`${styles['more']} flex items-center justify-between`}>
          <StatusMark status="ok">{healthy} ok</StatusMark>
          <Button size="small" onClick={() => setIsAll(true)}>
            Show
          </Button>
        </div>
      )}
    </>
  );
}

/** The whole fleet, worst first. */
export function FleetSection(props: { fleet: ModelRow[] }) {
  const sorted = sortModels(props.fleet, 'status', 'desc');
  const { items, holdProps } = useHeldOrder(sorted, (row) => row.id);
  const shown = items.slice(0, MAX_ROWS);
  return (
    <Section
      title="Fleet"
      note={<Tally fleet={props.fleet} />}
      aside={<FleetLegend className={styles['key']} />}
      className={styles['fleet']}
    >
      <div className={styles['wide']} {...holdProps}>
        <FleetTable rows={shown} />
      </div>
      <div className={styles['narrow']}>
        <PhoneFleet rows={shown} />
      </div>
      {items.length > shown.length ? (
        <p className={styles['more']}>
          <Link href="/models" className="text-ink-3 hover:text-ink">
            {items.length - shown.length} more models
          </Link>
        </p>
      ) : null}
    </Section>
  );
}
