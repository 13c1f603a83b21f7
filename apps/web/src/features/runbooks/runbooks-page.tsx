'use client';

import { useQuery } from '@tanstack/react-query';
import type { RunbookRow } from '@leeway/services';
import Link from 'next/link';
import { useTRPC } from '../../trpc/client.tsx';
import { QueryPanel } from '../../trpc/query-panel.tsx';
import { LinkButton } from '../../ui/button.tsx';
import { DataTable } from '../../ui/data-table.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { plural } from '../../ui/format/format-number.ts';
import { PageTitle } from '../../ui/section.tsx';
import { SkeletonRows } from '../../ui/skeleton.tsx';
import { Time } from '../../ui/time.tsx';
import { useMay } from '../shell/use-may.ts';
import { ACTION_WORDS, matchWords } from './match-words.ts';

function Row(props: { runbook: RunbookRow }) {
  const { runbook } = props;
  const href = `/runbooks/${runbook.id}`;
  return (
    <tr data-row-href={href}>
      <td data-wrap="" className="w-full">
        <Link href={href} className="font-medium">
          {runbook.title}
        </Link>
        <div className="text-ink-3">{runbook.summary}</div>
        <div className="text-ink-2 phone:hidden">{matchWords(runbook.match)}</div>
      </td>
      <td className="hidden text-ink-2 phone:table-cell" data-wrap="">
        <div className="w-52">{matchWords(runbook.match)}</div>
      </td>
      <td className="hidden phone:table-cell">
        {runbook.match.proposes === null ? (
          <span className="text-ink-3">nothing</span>
        ) : (
          ACTION_WORDS[runbook.match.proposes]
        )}
      </td>
      <td className="hidden phone:table-cell" data-number="">
        {runbook.version}
      </td>
      <td className="hidden phone:table-cell">
        <Time ms={runbook.updatedAtMs} /> <span className="text-ink-3">by {runbook.updatedBy}</span>
      </td>
    </tr>
  );
}

/** What people and Leeway do when something is wrong, written down. */
export function RunbooksPage() {
  const trpc = useTRPC();
  const query = useQuery(trpc.runbooks.list.queryOptions());
  const mayEdit = useMay('editRunbook');
  const add =
    mayEdit === true ? (
      <LinkButton href="/runbooks/new" size="small">
        New runbook
      </LinkButton>
    ) : undefined;
  return (
    <>
      <PageTitle aside={add}>{query.data === undefined ? 'Runbooks' : plural(query.data.length, 'runbook')}</PageTitle>
      <QueryPanel
        what="The list of runbooks"
        query={query}
        skeleton={<SkeletonRows rows={4} rowHeight={52} label="Runbooks are loading" />}
      >
        {(runbooks) =>
          runbooks.length === 0 ? (
            <EmptyState title="No runbook yet" action={add}>
              <p>
                A runbook says what to check and do, and may name the remediation that Leeway proposes when an incident
                matches it.
              </p>
            </EmptyState>
          ) : (
            <DataTable caption="Runbooks">
              <thead>
                <tr>
                  <th scope="col">Runbook</th>
                  <th scope="col" className="hidden phone:table-cell">
                    Applies to
                  </th>
                  <th scope="col" className="hidden phone:table-cell">
                    Proposes
                  </th>
                  <th scope="col" className="hidden phone:table-cell" data-number="">
                    Version
                  </th>
                  <th scope="col" className="hidden phone:table-cell">
                    Saved
                  </th>
                </tr>
              </thead>
              <tbody>
                {runbooks.map((runbook) => (
                  <Row key={runbook.id} runbook={runbook} />
                ))}
              </tbody>
            </DataTable>
          )
        }
      </QueryPanel>
    </>
  );
}
