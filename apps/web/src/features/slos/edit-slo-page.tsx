'use client';

import { useQuery } from '@tanstack/react-query';
import type { SloDetail } from '@leeway/services';
import { useState } from 'react';
import { useTRPC } from '../../trpc/client.tsx';
import { QueryPanel } from '../../trpc/query-panel.tsx';
import { LinkButton } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { PageTitle } from '../../ui/section.tsx';
import { SkeletonRows } from '../../ui/skeleton.tsx';
import { valuesOf } from './form-values.ts';
import { SloForm } from './slo-form.tsx';
import { useMay } from './use-may.ts';

/** Holds the version that was opened: a live refresh of the SLO must not change the form or the version under it. */
function Opened({ slo }: { slo: SloDetail }) {
  const [opened] = useState(slo);
  const isOld = slo.version !== opened.version;
  return (
    <>
      <PageTitle aside={isOld ? `Version ${slo.version} was saved meanwhile` : `Version ${opened.version}`}>
        Edit {opened.name}
      </PageTitle>
      <SloForm
        initial={valuesOf(opened.document)}
        edited={{ id: opened.id, version: opened.version, newest: slo.version, saved: opened.document }}
        models={[{ id: opened.modelId, name: opened.modelName, task: opened.task }]}
      />
    </>
  );
}

export function EditSloPage(props: { id: string }) {
  const trpc = useTRPC();
  const mayEdit = useMay('editSlo');
  const query = useQuery(trpc.slos.get.queryOptions({ id: props.id, rangeMinutes: null }));
  return (
    <QueryPanel
      what="The SLO"
      query={query}
      skeleton={<SkeletonRows rows={8} rowHeight={52} label="The form is loading" />}
    >
      {(slo) =>
        mayEdit === false || slo.archivedAtMs !== null ? (
          <>
            <PageTitle>{slo.name}</PageTitle>
            <EmptyState
              title={slo.archivedAtMs === null ? 'This needs the role responder' : 'It is archived'}
              action={<LinkButton href={`/slos/${slo.id}`}>Back to the SLO</LinkButton>}
            >
              <p>It can be read, not changed.</p>
            </EmptyState>
          </>
        ) : (
          <Opened slo={slo} />
        )
      }
    </QueryPanel>
  );
}
