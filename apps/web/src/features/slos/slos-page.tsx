'use client';

import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { SLI_DEFINITIONS, SLI_KINDS, SLO_STATES, type SloState } from '@leeway/slo';
import type { SloList as SloListView } from '@leeway/services';
import { debounce, useQueryStates } from 'nuqs';
import { useMemo } from 'react';
import { useTRPC } from '../../trpc/client.tsx';
import { QueryPanel } from '../../trpc/query-panel.tsx';
import { Button, LinkButton } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Checkbox, Input, Select } from '../../ui/field.tsx';
import { formatCount, plural } from '../../ui/format/format-number.ts';
import { PageTitle } from '../../ui/section.tsx';
import { Segments } from '../../ui/segments.tsx';
import { SkeletonRows } from '../../ui/skeleton.tsx';
import { ExportButton } from './openslo/export-button.tsx';
import { slosSearchParams } from './search-params.ts';
import { SloList } from './slo-list.tsx';
import { STATE_WORDS } from './slo-status.ts';
import { SloTable } from './slo-table.tsx';
import styles from './slos.module.css';
import { useMay } from './use-may.ts';

function titleOf(list: SloListView | undefined): string {
  if (list === undefined) return 'SLOs';
  const { exhausted, burning, unknown } = list.counts;
  const parts = [
    exhausted > 0 ? `${exhausted} spent` : '',
    burning > 0 ? `${burning} burning` : '',
    unknown > 0 ? `${unknown} unknown` : '',
  ].filter((part) => part !== '');
  if (parts.length === 0) return list.total === 0 ? 'SLOs' : `${plural(list.total, 'SLO')}, all within budget`;
  return [plural(list.total, 'SLO'), ...parts].join(', ');
}

function stateOptions(counts: SloListView['counts'] | undefined): { value: SloState | 'all'; label: string }[] {
  const label = (state: SloState) => {
    const count = counts?.[state] ?? 0;
    return count === 0 ? STATE_WORDS[state] : `${STATE_WORDS[state]} ${count}`;
  };
  return [{ value: 'all', label: 'all' }, ...SLO_STATES.map((value) => ({ value, label: label(value) }))];
}

/** What was loaded so far as one list; an SLO that got better between two pages stands where it stood first. */
function onePage(pages: readonly SloListView[]): SloListView | undefined {
  const [first] = pages;
  if (first === undefined) return undefined;
  const items = new Map(pages.flatMap((page) => page.items).map((row) => [row.id, row]));
  return { ...first, items: [...items.values()] };
}

function shownOf(list: SloListView, state: SloState | null): number {
  return state === null ? list.total : list.counts[state];
}

function useSloList() {
  const trpc = useTRPC();
  const [params, setParams] = useQueryStates(slosSearchParams, { history: 'push' });
  const pages = useInfiniteQuery(
    trpc.slos.list.infiniteQueryOptions(
      {
        text: params.q,
        archived: params.archived,
        ...(params.state === null ? {} : { state: params.state }),
        ...(params.kind === null ? {} : { kind: params.kind }),
        ...(params.model === null ? {} : { modelId: params.model }),
      },
      { placeholderData: keepPreviousData, getNextPageParam: (page) => page.nextCursor },
    ),
  );
  const { error, isError, refetch, hasNextPage, isFetchingNextPage, fetchNextPage } = pages;
  const data = useMemo(() => onePage(pages.data?.pages ?? []), [pages.data]);
  const more = { hasNextPage, isFetchingNextPage, fetchNextPage };
  return { params, setParams, query: { data, error, isError, refetch }, more };
}
type ListState = ReturnType<typeof useSloList>;

function Toolbar({ params, setParams, query }: ListState) {
  return (
    <div className={styles.toolbar}>
      <Input
        type="search"
        aria-label="Find an SLO by name or model"
        placeholder="Name or model"
        className={styles.search}
        value={params.q}
        onChange={(event) =>
          void setParams({ q: event.target.value || null }, { history: 'replace', limitUrlUpdates: debounce(200) })
        }
      />
      <Segments
        label="State"
        value={params.state ?? 'all'}
        options={stateOptions(query.data?.counts)}
        onChange={(state) => void setParams({ state: state === 'all' ? null : state })}
      />
      <Select
        aria-label="What is measured"
        className={styles.kind}
        value={params.kind ?? ''}
        onChange={(event) => void setParams({ kind: SLI_KINDS.find((kind) => kind === event.target.value) ?? null })}
      >
        <option value="">any measure</option>
        {SLI_KINDS.map((kind) => (
          <option key={kind} value={kind}>
            {SLI_DEFINITIONS[kind].title.toLowerCase()}
          </option>
        ))}
      </Select>
      {params.model === null ? null : (
        <Button onClick={() => void setParams({ model: null })} aria-label={`Remove filter: model ${params.model}`}>
          model {params.model} ×
        </Button>
      )}
      <Checkbox
        checked={params.archived}
        onChange={(event) => void setParams({ archived: event.target.checked || null })}
      >
        archived
      </Checkbox>
    </div>
  );
}

function More(props: { more: ListState['more']; shown: number; total: number }) {
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = props.more;
  if (!hasNextPage) return null;
  return (
    <div className={styles.more}>
      <Button disabled={isFetchingNextPage} onClick={() => void fetchNextPage()}>
        {isFetchingNextPage ? 'Loading…' : 'Show more'}
      </Button>
      <span className={styles.quiet}>
        {formatCount(props.shown)} of {plural(props.total, 'SLO')} shown, the worst first
      </span>
    </div>
  );
}

function NoSlos(props: { isFiltered: boolean; mayEdit: boolean; onClear: () => void }) {
  if (props.isFiltered)
    return (
      <EmptyState title="No SLO matches" action={<Button onClick={props.onClear}>Clear filters</Button>}>
        <p>Nothing fits this name, state, measure and model.</p>
      </EmptyState>
    );
  return (
    <EmptyState
      title="No objective yet"
      action={
        props.mayEdit ? (
          <span className={styles.actions}>
            <LinkButton href="/slos/new" variant="primary">
              Create the first SLO
            </LinkButton>
            <LinkButton href="/slos/import">Import from OpenSLO</LinkButton>
          </span>
        ) : undefined
      }
    >
      <p>
        An SLO says how much may go wrong: 99 % of predictions answer without an error over 30 days. What is left over
        is the error budget, and Leeway tells you when it burns faster than it should.
      </p>
      {props.mayEdit ? null : <p>A responder can create one.</p>}
    </EmptyState>
  );
}

/** Every objective, the one that needs somebody first. */
export function SlosPage() {
  const list = useSloList();
  const { params, setParams, query } = list;
  const mayEdit = useMay('editSlo') === true;
  const isFiltered = Object.entries(params).some(([, value]) => value !== null && value !== '' && value !== false);
  const isBlank = query.data?.total === 0 && !isFiltered;
  return (
    <>
      <PageTitle
        aside={
          isBlank ? undefined : (
            <span className={styles.actions}>
              <ExportButton ids={null} fileName="slos.openslo.yaml" />
              {mayEdit ? (
                <>
                  <LinkButton href="/slos/import">Import…</LinkButton>
                  <LinkButton href="/slos/new" variant="primary">
                    New SLO
                  </LinkButton>
                </>
              ) : null}
            </span>
          )
        }
      >
        {titleOf(query.data)}
      </PageTitle>
      {isBlank ? null : <Toolbar {...list} />}
      <QueryPanel
        what="The list of SLOs"
        query={query}
        skeleton={<SkeletonRows rows={8} rowHeight={52} label="SLOs are loading" />}
      >
        {(data) =>
          data.items.length === 0 ? (
            <NoSlos isFiltered={isFiltered} mayEdit={mayEdit} onClear={() => void setParams(null)} />
          ) : (
            <>
              <div className={styles.wide}>
                <SloTable rows={data.items} />
              </div>
              <div className={styles.narrow}>
                <SloList rows={data.items} />
              </div>
              <More more={list.more} shown={data.items.length} total={shownOf(data, params.state)} />
            </>
          )
        }
      </QueryPanel>
    </>
  );
}
