'use client';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { RunbookDetail } from '@leeway/services';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { toast } from '../../ui/toast.ts';
import { useTRPC } from '../../trpc/client.tsx';
import { isApiError } from '../../trpc/query-client.ts';
import { errorWords, QueryPanel } from '../../trpc/query-panel.tsx';
import { Button, LinkButton } from '../../ui/button.tsx';
import { PageTitle } from '../../ui/section.tsx';
import { SkeletonRows } from '../../ui/skeleton.tsx';
import { StatusMark } from '../../ui/status-mark.tsx';
import { RunbookForm } from './runbook-form.tsx';
import { matchOfForm, runbookFormOf, type RunbookFormValues } from './runbook-form-values.ts';
import styles from './runbook.module.css';

/** Saves, and goes to the runbook; what was typed stays when the server refuses. */
export function useSaveRunbook() {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const router = useRouter();
  const mutation = useMutation(trpc.runbooks.save.mutationOptions());
  async function save(values: RunbookFormValues, expectedVersion: number | null): Promise<void> {
    try {
      const saved = await mutation.mutateAsync({
        id: values.id,
        title: values.title,
        markdown: values.markdown,
        match: matchOfForm(values),
        expectedVersion,
      });
      await queryClient.invalidateQueries(trpc.runbooks.pathFilter());
      toast(`Version ${saved.version} saved`);
      router.push(`/runbooks/${saved.id}`);
    } catch {
      // Shown from `error` above the form.
    }
  }
  return { save, error: mutation.error };
}

export function RefusedNotice(props: { error: unknown }) {
  const { cause, requestId } = errorWords(props.error);
  return (
    <div className={styles['note']} role="alert">
      <StatusMark status="warning">not saved</StatusMark>
      <p>{cause}</p>
      {requestId === null ? null : <code className="text-ink-3">req {requestId}</code>}
    </div>
  );
}

export function RunbookEditor(props: { id: string }) {
  const trpc = useTRPC();
  const query = useQuery(trpc.runbooks.get.queryOptions({ id: props.id }));
  return (
    <QueryPanel
      what="The runbook"
      query={query}
      skeleton={
        <>
          <PageTitle>Edit {props.id}</PageTitle>
          <SkeletonRows rows={8} label="The runbook is loading" />
        </>
      }
    >
      {(runbook) => <Editor newest={runbook} />}
    </QueryPanel>
  );
}

/** `newest` follows what others save; the form keeps the version that it was opened with. */
function Editor(props: { newest: RunbookDetail }) {
  const { newest } = props;
  const [opened] = useState(newest);
  const [base, setBase] = useState(newest.version);
  const { save, error } = useSaveRunbook();
  const isConflict = newest.version > base;
  const refusal = error !== null && !(isApiError(error) && error.data?.code === 'CONFLICT') ? error : null;
  return (
    <>
      <PageTitle aside={`version ${base}`}>Edit {opened.title}</PageTitle>
      <RunbookForm
        initial={runbookFormOf(opened)}
        isNew={false}
        onSave={(values) => save(values, base)}
        notice={
          isConflict ? (
            <div className={styles['note']} role="alert">
              <StatusMark status="warning">changed meanwhile</StatusMark>
              <p>
                {newest.updatedBy} saved version {newest.version} while you edited version {base}. Nothing that you
                typed is lost; read theirs before you save over it.
              </p>
              <LinkButton href={`/runbooks/${newest.id}`} target="_blank" size="small">
                Read version {newest.version}
              </LinkButton>
              <Button size="small" onClick={() => setBase(newest.version)}>
                I have read it
              </Button>
            </div>
          ) : refusal === null ? null : (
            <RefusedNotice error={refusal} />
          )
        }
      />
    </>
  );
}
