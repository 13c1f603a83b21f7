'use client';

import { useQuery } from '@tanstack/react-query';
import type { ModelTask } from '@leeway/drift';
import { useQueryStates } from 'nuqs';
import { useTRPC } from '../../trpc/client.tsx';
import { QueryPanel } from '../../trpc/query-panel.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { PageTitle } from '../../ui/section.tsx';
import { SkeletonRows } from '../../ui/skeleton.tsx';
import { withModel } from './change-values.ts';
import { copyOf, newValues } from './form-values.ts';
import { newSloSearchParams } from './search-params.ts';
import { SloForm } from './slo-form.tsx';
import { useMay } from './use-may.ts';

type Models = readonly { id: string; name: string; task: ModelTask }[];

function Blank({ models, model }: { models: Models; model: string | null }) {
  const only = models.length === 1 ? models[0] : undefined;
  const chosen = models.find(({ id }) => id === model) ?? only ?? null;
  return <SloForm initial={withModel(newValues(''), chosen)} edited={null} models={models} />;
}

/** Everything of the other one but its name, which a model has once. */
function Copy({ models, from }: { models: Models; from: string }) {
  const trpc = useTRPC();
  const query = useQuery({ ...trpc.slos.get.queryOptions({ id: from, rangeMinutes: null }), refetchInterval: false });
  return (
    <QueryPanel
      what="The SLO to copy"
      query={query}
      skeleton={<SkeletonRows rows={8} rowHeight={52} label="The form is loading" />}
    >
      {(slo) => <SloForm initial={copyOf(slo.document)} edited={null} models={models} />}
    </QueryPanel>
  );
}

function Start({ models, model, from }: { models: Models; model: string | null; from: string | null }) {
  return from === null ? <Blank models={models} model={model} /> : <Copy models={models} from={from} />;
}

/** A new objective, for the model in the URL or the only one there is, or as a copy of another. */
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
              <Start models={data} model={params.model} from={params.from} />
            )
          }
        </QueryPanel>
      )}
    </>
  );
}
