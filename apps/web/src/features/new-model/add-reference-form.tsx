'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { ModelDetail } from '@leeway/services';
import { useState } from 'react';
import { useTRPC } from '../../trpc/client.tsx';
import { errorWords, QueryPanel } from '../../trpc/query-panel.tsx';
import { Checkbox } from '../../ui/field.tsx';
import { SkeletonRows } from '../../ui/skeleton.tsx';
import { StatusMark } from '../../ui/status-mark.tsx';
import { toast } from '../../ui/toast.ts';
import { DraftView } from './draft-view.tsx';
import { newFormValues, type FormValues } from './form-values.ts';
import { madeFromOf } from './made-from.ts';
import styles from './new-model.module.css';
import { ReasonBar } from './reason-bar.tsx';
import { FromFile, useDraft } from './reference-step.tsx';
import { SourceChoice } from './source-choice.tsx';
import { StretchOfModel } from './stretch-of-model.tsx';
import { useModelStretch } from './use-model-stretch.ts';

type Change = (change: (values: FormValues) => FormValues) => void;

function useAdd(onDone: () => void) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  return useMutation(
    trpc.models.addReference.mutationOptions({
      onSuccess: async ({ active }) => {
        await queryClient.invalidateQueries(trpc.models.pathFilter());
        toast(active ? 'Judged against the new reference from the next window on' : 'The reference was added');
        onDone();
      },
    }),
  );
}

/** Why it cannot be added yet; null = it can. */
function missingToAdd(draftId: string | null, isStale: boolean, isUsed: boolean, reason: string): string | null {
  if (draftId === null) return 'Freeze a reference first.';
  if (isStale) return 'Freeze it again first.';
  if (isUsed) return 'It has been used already: freeze it again.';
  return reason.trim().length < 3 ? 'Say why, in a few words.' : null;
}

function Source(props: {
  model: ModelDetail;
  values: FormValues;
  change: Change;
  isStale: boolean;
  freeze: ReturnType<typeof useModelStretch>;
}) {
  const { model, values, change } = props;
  return (
    <>
      <SourceChoice value={values.source} onChange={(source) => change((before) => ({ ...before, source }))} />
      {values.source === 'file' ? (
        <FromFile topic={`reference of ${model.id}`} values={values} change={change} isStale={props.isStale} />
      ) : (
        <StretchOfModel values={values} change={change} freeze={props.freeze} />
      )}
    </>
  );
}

/** A draft from the model's own topic, by its own mapping and kinds, or from a file; why, and whether it counts at once. */
export function AddReferenceForm({ model, onClose }: { model: ModelDetail; onClose: () => void }) {
  const [values, setValues] = useState<FormValues>(() => ({ ...newFormValues(), id: model.id, task: model.task }));
  const [reason, setReason] = useState('');
  const [isActive, setIsActive] = useState(true);
  const freeze = useModelStretch(model.id);
  const isFile = values.source === 'file';
  const draftId = isFile ? (values.draft?.id ?? null) : freeze.draftId;
  const query = useDraft(draftId);
  const isStale =
    isFile && values.draft !== null && values.draft.madeFrom !== madeFromOf(`reference of ${model.id}`, values);
  const add = useAdd(onClose);
  const missing = missingToAdd(draftId, isStale, (query.data?.usedFor ?? null) !== null, reason);
  return (
    <form
      className={styles.stack}
      aria-label="Another reference"
      onSubmit={(event) => {
        event.preventDefault();
        if (missing === null && draftId !== null && !add.isPending)
          add.mutate({ modelId: model.id, draftId, activate: isActive, reason: reason.trim() });
      }}
    >
      <Source model={model} values={values} change={setValues} isStale={isStale} freeze={freeze} />
      {draftId === null ? null : (
        <QueryPanel
          what="The reference"
          query={query}
          skeleton={<SkeletonRows rows={4} label="The reference is loading" />}
        >
          {(data) => (
            <DraftView
              draft={data}
              kinds={values.kinds}
              onKinds={isFile ? (kinds) => setValues((before) => ({ ...before, kinds })) : null}
            />
          )}
        </QueryPanel>
      )}
      <Checkbox checked={isActive} onChange={(event) => setIsActive(event.target.checked)}>
        Judge against it from the next window on
      </Checkbox>
      {add.isError ? (
        <div className={styles.notice} role="alert">
          <StatusMark status="critical">not added</StatusMark>
          <p>{errorWords(add.error).cause}</p>
        </div>
      ) : null}
      <ReasonBar
        action="Add the reference"
        keptWith="reference"
        reason={reason}
        missing={missing}
        isSaving={add.isPending}
        onReason={setReason}
        onClose={onClose}
      />
    </form>
  );
}
