'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTRPC } from '../../trpc/client.tsx';
import { errorWords } from '../../trpc/query-panel.tsx';
import { StatusMark } from '../../ui/status-mark.tsx';
import { identityErrors, manifestOf } from './identity.ts';
import { beginningFor, IdentityForm } from './identity-form.tsx';
import type { StepProps } from './messages-step.tsx';
import styles from './new-model.module.css';
import { useDraft } from './reference-step.tsx';
import { Review } from './review.tsx';
import { StepActions } from './step-section.tsx';

type ModelStepProps = Omit<StepProps, 'onNext'> & { onCreated: (modelId: string) => void };

function useCreate(onCreated: (modelId: string) => void) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  return useMutation(
    trpc.models.create.mutationOptions({
      onSuccess: ({ modelId }) => {
        void queryClient.invalidateQueries(trpc.models.pathFilter());
        void queryClient.invalidateQueries(trpc.overview.pathFilter());
        onCreated(modelId);
      },
    }),
  );
}

/** What the model is called and who answers for it; then everything once more, and the one button that makes it. */
export function ModelStep({ topic, values, change, onCreated }: ModelStepProps) {
  const [isTried, setIsTried] = useState(false);
  const draft = useDraft(values.draft?.id ?? null);
  const create = useCreate(onCreated);
  const errors = identityErrors(values);
  const faults = Object.keys(errors).length;
  function make(): void {
    setIsTried(true);
    const manifest = manifestOf(topic, values);
    if (manifest === null || values.draft === null || create.isPending) return;
    create.mutate({ manifest, draftId: values.draft.id, from: beginningFor(values.beginning, draft.data ?? null) });
  }
  return (
    <>
      <div className={styles.halves}>
        <IdentityForm values={values} errors={isTried ? errors : {}} draft={draft.data ?? null} change={change} />
        <Review topic={topic} values={values} draft={draft.data ?? null} />
      </div>
      {create.isError ? (
        <div className={styles.notice} role="alert">
          <StatusMark status="critical">not made</StatusMark>
          <p>
            {errorWords(create.error).cause} <span className={styles.quiet}>What you entered is still here.</span>
          </p>
        </div>
      ) : null}
      <StepActions
        next="Create the model"
        missing={isTried && faults > 0 ? `${faults} ${faults === 1 ? 'field needs' : 'fields need'} a look.` : null}
        busy={create.isPending || create.isSuccess}
        onNext={make}
      />
    </>
  );
}
