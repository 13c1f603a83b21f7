'use client';

import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { CHANGE_KINDS } from '@leeway/contracts';
import type { ChangeView } from '@leeway/services';
import Link from 'next/link';
import { useQueryStates } from 'nuqs';
import { useTRPC } from '../../trpc/client.tsx';
import { QueryPanel } from '../../trpc/query-panel.tsx';
import { ActMark } from '../../ui/act-mark.tsx';
import { Button } from '../../ui/button.tsx';
import { DataTable } from '../../ui/data-table.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Select } from '../../ui/field.tsx';
import { plural } from '../../ui/format/format-number.ts';
import { PageTitle } from '../../ui/section.tsx';
import { Segments } from '../../ui/segments.tsx';
import { SkeletonRows } from '../../ui/skeleton.tsx';
import { Time } from '../../ui/time.tsx';
import { useTimeRange } from '../shell/time-range.ts';
import { CHANGE_KIND_MARKS } from './change-kinds.ts';
import { changesSearchParams } from './search-params.ts';

const PAGE_SIZE = 50;
const RANGE_STEP_MS = 60_000;

function Row(props: { change: ChangeView }) {
  const { change } = props;
  const { shape, word } = CHANGE_KIND_MARKS[change.kind];
  return (
    <tr>
      <td>
        <Time ms={change.atMs} as="moment" />
      </td>
      <td>
        <span className="inline-flex items-center gap-1.5">
          <ActMark shape={shape} />
          {word}
        </span>
      </td>
      <td className="hidden phone:table-cell">
        {change.modelId === null ? (
          <span className="text-ink-3">every model</span>
        ) : (
          <Link href={`/models/${change.modelId}`} className="font-medium">
            {change.modelId}
          </Link>
        )}
      </td>
      <td data-wrap="" className="w-full">
        <span className="font-medium phone:hidden">{change.modelId} </span>
        {change.url === null ? (
          change.title
        ) : (
          <a href={change.url} rel="noreferrer noopener" className="underline underline-offset-3">
            {change.title}
          </a>
        )}
        {change.detail === '' ? null : <div className="text-ink-3">{change.detail}</div>}
      </td>
      <td className="hidden phone:table-cell">
        {change.fromValue === null && change.toValue === null ? (
          <span className="text-ink-3">–</span>
        ) : (
          <code>
            {change.fromValue ?? '–'} → {change.toValue ?? '–'}
          </code>
        )}
      </td>
      <td className="hidden text-ink-2 phone:table-cell">{change.actor === '' ? '–' : change.actor}</td>
    </tr>
  );
}

function Table(props: { items: ChangeView[] }) {
  return (
    <DataTable caption="Changes, newest first">
      <thead>
        <tr>
          <th scope="col">When</th>
          <th scope="col">Kind</th>
          <th scope="col" className="hidden phone:table-cell">
            Model
          </th>
          <th scope="col">What</th>
          <th scope="col" className="hidden phone:table-cell">
            Before → after
          </th>
          <th scope="col" className="hidden phone:table-cell">
            By
          </th>
        </tr>
      </thead>
      <tbody>
        {props.items.map((change) => (
          <Row key={change.id} change={change} />
        ))}
      </tbody>
    </DataTable>
  );
}

/** Everything that somebody did over the time range: releases, settings, data, schemas, responses. */
export function ChangesPage() {
  const trpc = useTRPC();
  const range = useTimeRange(RANGE_STEP_MS);
  const [params, setParams] = useQueryStates(changesSearchParams, { history: 'push' });
  const page = Math.max(1, params.page);
  const fleet = useQuery(trpc.overview.get.queryOptions(undefined, { select: (view) => view.fleet }));
  const query = useQuery(
    trpc.changes.list.queryOptions(
      {
        ...(params.kind === null ? {} : { kind: params.kind }),
        ...(params.model === '' ? {} : { modelId: params.model }),
        fromMs: Math.round(range.fromMs),
        // A range that follows the clock has no end, so that what happens now is in it.
        ...(range.preset === null ? { toMs: Math.round(range.toMs) } : {}),
        limit: PAGE_SIZE,
        offset: Math.min(10_000, (page - 1) * PAGE_SIZE),
      },
      { placeholderData: keepPreviousData },
    ),
  );
  return (
    <>
      <PageTitle>{query.data === undefined ? 'Changes' : plural(query.data.total, 'change')}</PageTitle>
      <div className="flex flex-wrap items-center gap-3 pb-4">
        <Segments
          label="Kind"
          value={params.kind ?? 'all'}
          options={[
            { value: 'all' as const, label: 'all' },
            ...CHANGE_KINDS.map((kind) => ({ value: kind, label: CHANGE_KIND_MARKS[kind].word })),
          ]}
          onChange={(kind) => void setParams({ kind: kind === 'all' ? null : kind, page: null })}
        />
        <Select
          aria-label="Model"
          className="w-auto!"
          value={params.model}
          onChange={(event) =>
            void setParams({ model: event.target.value === '' ? null : event.target.value, page: null })
          }
        >
          <option value="">every model</option>
          {[...new Set([...(fleet.data ?? []).map((model) => model.id), params.model])]
            .filter((id) => id !== '')
            .map((id) => (
              <option key={id}>{id}</option>
            ))}
        </Select>
      </div>
      <QueryPanel
        what="The list of changes"
        query={query}
        skeleton={<SkeletonRows rows={8} label="Changes are loading" />}
      >
        {(data) =>
          data.items.length === 0 ? (
            <EmptyState
              title={params.kind === null && params.model === '' ? 'Nothing changed in this time' : 'No change matches'}
              action={
                params.kind === null && params.model === '' ? undefined : (
                  <Button onClick={() => void setParams(null)}>Clear filters</Button>
                )
              }
            >
              <p>
                Releases, settings, data and schema changes arrive on <code>leeway.changes.v1</code>; what Leeway was
                told to do stands here too. Look at a longer time with the range above.
              </p>
            </EmptyState>
          ) : (
            <>
              <Table items={data.items} />
              {data.total > PAGE_SIZE ? (
                <nav aria-label="Pages" className="flex items-center gap-3 pt-3">
                  <Button size="small" disabled={page <= 1} onClick={() => void setParams({ page: page - 1 })}>
                    Newer
                  </Button>
                  <span className="text-ink-3">
                    Page {page} of {Math.ceil(data.total / PAGE_SIZE)}
                  </span>
                  <Button
                    size="small"
                    disabled={page * PAGE_SIZE >= data.total}
                    onClick={() => void setParams({ page: page + 1 })}
                  >
                    Older
                  </Button>
                </nav>
              ) : null}
            </>
          )
        }
      </QueryPanel>
    </>
  );
}
