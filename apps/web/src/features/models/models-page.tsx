'use client';

import { useQuery } from '@tanstack/react-query';
import type { ModelRow } from '@leeway/services';
import { useQueryStates } from 'nuqs';
import { useTRPC } from '../../trpc/client.tsx';
import { QueryPanel } from '../../trpc/query-panel.tsx';
import { Button, LinkButton } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Input } from '../../ui/field.tsx';
import { plural } from '../../ui/format/format-number.ts';
import { PageTitle } from '../../ui/section.tsx';
import { Segments } from '../../ui/segments.tsx';
import { SkeletonRows } from '../../ui/skeleton.tsx';
import { useMay } from '../shell/use-may.ts';
import { FleetLegend } from './fleet-legend.tsx';
import { FleetList } from './fleet-list.tsx';
import { FleetTable } from './fleet-table.tsx';
import styles from './fleet.module.css';
import { NoModels } from './no-models.tsx';
import { MODEL_STATUS_FILTERS, modelsSearchParams } from './search-params.ts';
import { filterModels, FIRST_DIRECTION, sortModels } from './sort-models.ts';

type StatusFilter = (typeof MODEL_STATUS_FILTERS)[number];

function titleOf(rows: ModelRow[] | undefined): string {
  if (rows === undefined || rows.length === 0) return 'Models';
  const bad = rows.filter(({ status }) => status === 'critical' || status === 'warning').length;
  const unknown = rows.filter(({ status }) => status === 'unknown').length;
  const parts = [bad > 0 ? `${bad} drifting` : '', unknown > 0 ? `${unknown} unknown` : ''].filter(
    (part) => part !== '',
  );
  return [plural(rows.length, 'model'), ...parts].join(', ');
}

/** Statuses that some model has, and the one that is chosen: the others would only lead to an empty list. */
function statusOptions(rows: ModelRow[], chosen: StatusFilter): { value: StatusFilter; label: string }[] {
  const count = (status: StatusFilter): number => rows.filter((row) => row.status === status).length;
  return MODEL_STATUS_FILTERS.filter((status) => status === 'all' || status === chosen || count(status) > 0).map(
    (value) => ({ value, label: value === 'all' ? 'all' : `${value} ${count(value)}` }),
  );
}

function Fleet({ rows }: { rows: ModelRow[] }) {
  const [params, setParams] = useQueryStates(modelsSearchParams, { history: 'replace' });
  const direction = params.dir ?? FIRST_DIRECTION[params.sort];
  const shown = sortModels(filterModels(rows, params.q, params.status), params.sort, direction);
  return (
    <>
      <div className={styles.toolbar}>
        <Input
          type="search"
          className={styles.search}
          aria-label="Filter models"
          placeholder="Name, version or feature"
          data-page-filter=""
          value={params.q}
          onChange={(event) => void setParams({ q: event.target.value === '' ? null : event.target.value })}
        />
        <div className={styles.filters}>
          <Segments
            label="Status"
            value={params.status}
            options={statusOptions(rows, params.status)}
            onChange={(status) => void setParams({ status: status === 'all' ? null : status })}
          />
        </div>
        <FleetLegend className={styles.key} />
      </div>
      {shown.length === 0 ? (
        <EmptyState
          title="No model matches"
          action={<Button onClick={() => void setParams({ q: null, status: null })}>Clear filters</Button>}
        >
          <p>Nothing fits this text and status.</p>
        </EmptyState>
      ) : (
        <>
          <div className={styles.wide}>
            <FleetTable
              rows={shown}
              order={{
                sort: params.sort,
                direction,
                onSort: (sort) =>
                  void setParams({
                    sort,
                    dir: sort === params.sort ? (direction === 'asc' ? 'desc' : 'asc') : null,
                  }),
              }}
            />
          </div>
          <div className={styles.narrow}>
            <FleetList rows={shown} />
          </div>
        </>
      )}
    </>
  );
}

/** All models, the worst first unless the URL says otherwise. */
export function ModelsPage() {
  const trpc = useTRPC();
  const query = useQuery(trpc.models.list.queryOptions());
  const mayRegister = useMay('registerModel');
  return (
    <>
      <PageTitle
        aside={
          mayRegister === true && (query.data ?? []).length > 0 ? (
            <LinkButton variant="primary" href="/models/new">
              New model
            </LinkButton>
          ) : undefined
        }
      >
        {titleOf(query.data)}
      </PageTitle>
      <h2 className="sr-only">Fleet</h2>
      <QueryPanel
        what="The list of models"
        query={query}
        skeleton={<SkeletonRows rows={8} label="Models are loading" />}
      >
        {(rows) => (rows.length === 0 ? <NoModels /> : <Fleet rows={rows} />)}
      </QueryPanel>
    </>
  );
}
