'use client';

import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { IncidentRow } from '@leeway/services';
import Link from 'next/link';
import { useQueryStates } from 'nuqs';
import { useTRPC } from '../../trpc/client.tsx';
import { QueryPanel } from '../../trpc/query-panel.tsx';
import { Button } from '../../ui/button.tsx';
import { DataTable } from '../../ui/data-table.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { formatDuration } from '../../ui/format/format-duration.ts';
import { plural } from '../../ui/format/format-number.ts';
import { PageTitle } from '../../ui/section.tsx';
import { Segments } from '../../ui/segments.tsx';
import { SkeletonRows } from '../../ui/skeleton.tsx';
import { StatusMark } from '../../ui/status-mark.tsx';
import { Time } from '../../ui/time.tsx';
import { useNow } from '../../ui/use-now.ts';
import { incidentName, SEVERITY_STATUS } from './incident-status.ts';
import { INCIDENT_FILTERS, incidentSearchParams } from './search-params.ts';

const PAGE_SIZE = 50;

function Row(props: { incident: IncidentRow }) {
  const { incident } = props;
  const now = useNow(10_000);
  const href = `/incidents/${incident.number}`;
  return (
    <tr data-row-href={href}>
      <td>
        <StatusMark status={SEVERITY_STATUS[incident.severity]}>{incident.severity}</StatusMark>
      </td>
      <td>
        <code>{incidentName(incident.number)}</code>
      </td>
      <td data-wrap="" className="w-full">
        <Link href={href} className="font-medium">
          {incident.title}
        </Link>
        <div className="hidden text-ink-3 phone:block">{incident.finding}</div>
      </td>
      <td className="hidden phone:table-cell">
        {incident.state}
        {incident.state === 'acknowledged' && incident.acknowledgedBy !== null ? (
          <span className="text-ink-3"> by {incident.acknowledgedBy}</span>
        ) : null}
      </td>
      <td data-number="" suppressHydrationWarning>
        {formatDuration(Math.max(0, (incident.resolvedAtMs ?? now) - incident.openedAtMs))}
      </td>
      <td data-number="" className="hidden phone:table-cell">
        <Time ms={incident.beganAtMs} as="moment" />
      </td>
      <td className="hidden phone:table-cell">
        {incident.pendingRemediationNumber === null ? (
          <span className="text-ink-3">–</span>
        ) : (
          <StatusMark status="pending">R-{incident.pendingRemediationNumber}</StatusMark>
        )}
      </td>
    </tr>
  );
}

function Table(props: { items: IncidentRow[] }) {
  return (
    <DataTable caption="Incidents, newest first">
      <thead>
        <tr>
          <th scope="col">Severity</th>
          <th scope="col">Id</th>
          <th scope="col">Incident</th>
          <th scope="col" className="hidden phone:table-cell">
            State
          </th>
          <th scope="col" data-number="">
            Open for
          </th>
          <th scope="col" data-number="" className="hidden phone:table-cell">
            Began
          </th>
          <th scope="col" className="hidden phone:table-cell">
            Waiting
          </th>
        </tr>
      </thead>
      <tbody>
        {props.items.map((incident) => (
          <Row key={incident.id} incident={incident} />
        ))}
      </tbody>
    </DataTable>
  );
}

/** All incidents, newest first; the open ones unless the URL says otherwise. */
export function IncidentsPage() {
  const trpc = useTRPC();
  const [params, setParams] = useQueryStates(incidentSearchParams, { history: 'push' });
  const query = useQuery(
    trpc.incidents.list.queryOptions(
      {
        filter: params.filter,
        ...(params.severity === null ? {} : { severity: params.severity }),
        ...(params.model === null ? {} : { modelId: params.model }),
        limit: PAGE_SIZE,
        offset: (Math.max(1, params.page) - 1) * PAGE_SIZE,
      },
      { placeholderData: keepPreviousData },
    ),
  );
  const open = query.data?.open;
  return (
    <>
      <PageTitle>{open === undefined ? 'Incidents' : `${plural(open, 'incident')} open`}</PageTitle>
      <div className="flex flex-wrap items-center gap-3 pb-4">
        <Segments
          label="State"
          value={params.filter}
          options={INCIDENT_FILTERS.map((value) => ({ value, label: value }))}
          onChange={(filter) => void setParams({ filter, page: null })}
        />
        <Segments
          label="Severity"
          value={params.severity ?? 'any'}
          options={[
            { value: 'any', label: 'any severity' },
            { value: 'critical', label: 'critical' },
            { value: 'warning', label: 'warning' },
          ]}
          onChange={(severity) => void setParams({ severity: severity === 'any' ? null : severity, page: null })}
        />
        {params.model === null ? null : (
          <Button size="small" onClick={() => void setParams({ model: null, page: null })}>
            model {params.model} ×
          </Button>
        )}
      </div>
      <QueryPanel
        what="The list of incidents"
        query={query}
        skeleton={<SkeletonRows rows={6} rowHeight={52} label="Incidents are loading" />}
      >
        {(data) =>
          data.items.length === 0 ? (
            <NoIncidents
              filtered={params.filter !== 'unresolved' || params.severity !== null || params.model !== null}
              onClear={() => void setParams(null)}
            />
          ) : (
            <>
              <Table items={data.items} />
              <Paging page={params.page} total={data.total} onPage={(page) => void setParams({ page })} />
            </>
          )
        }
      </QueryPanel>
    </>
  );
}

function NoIncidents(props: { filtered: boolean; onClear: () => void }) {
  if (props.filtered)
    return (
      <EmptyState title="No incident matches" action={<Button onClick={props.onClear}>Clear filters</Button>}>
        <p>Nothing fits this state, severity and model.</p>
      </EmptyState>
    );
  return (
    <EmptyState title="Nothing is on fire">
      <p>An incident opens by itself when a model’s verdict turns critical or a budget burns.</p>
    </EmptyState>
  );
}

function Paging(props: { page: number; total: number; onPage: (page: number) => void }) {
  const pages = Math.ceil(props.total / PAGE_SIZE);
  if (pages <= 1) return null;
  return (
    <nav aria-label="Pages" className="flex items-center gap-3 pt-3">
      <Button size="small" disabled={props.page <= 1} onClick={() => props.onPage(props.page - 1)}>
        Newer
      </Button>
      <span className="text-ink-3">
        Page {props.page} of {pages}
      </span>
      <Button size="small" disabled={props.page >= pages} onClick={() => props.onPage(props.page + 1)}>
        Older
      </Button>
    </nav>
  );
}
