'use client';

import { useQuery } from '@tanstack/react-query';
import { useQueryStates } from 'nuqs';
import { useTRPC } from '../../trpc/client.tsx';
import { QueryPanel } from '../../trpc/query-panel.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { PageTitle } from '../../ui/section.tsx';
import { SkeletonRows } from '../../ui/skeleton.tsx';
import { newValues } from './form-values.ts';
import { newSloSearchParams } from './search-params.ts';
import { SloForm } from './slo-form.tsx';
import { useMay } from './use-may.ts';

/** A new objective, for the model in the URL or the only one there is. */
export function NewSloPage() {
  const trpc = useTRPC();
  const mayEdit = useMay('editSlo');
  const [params] = useQueryStates(newSloSearchParams);
  const models = useQuery(trpc.slos.models.queryOptions());
  return (
    <>
      <PageTitle>New SLO</PageTitle>
      {mayEdit === false ? (
        <EmptyState title="This needs the role responder">
          <p>You may read every SLO; creating one is up to a responder.</p>
        </EmptyState>
      ) : (
        <QueryPanel
          what="The list of models"
          query={models}
          skeleton={<SkeletonRows rows={8} rowHeight={52} label="The form is loading" />}
        >
          {(data) =>
            data.length === 0 ? (
              <EmptyState title="No model is watched yet">
                <p>An objective is about one model. Register a model first; the page Models says how.</p>
              </EmptyState>
            ) : (
              <SloForm
                initial={newValues(
                  data.find((model) => model.id === params.model)?.id ?? (data.length === 1 ? (data[0]?.id ?? '') : ''),
                )}
                edited={null}
                models={data}
              />
            )
          }
        </QueryPanel>
      )}
    </>
  );
}
