'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { SloDetail } from '@leeway/services';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { useTRPC } from '../../trpc/client.tsx';
import { errorWords } from '../../trpc/query-panel.tsx';
import { Button, LinkButton } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Field, Input } from '../../ui/field.tsx';
import { StatusMark } from '../../ui/status-mark.tsx';
import { Time } from '../../ui/time.tsx';
import { ExportButton } from './openslo/export-button.tsx';
import styles from './slo-page.module.css';
import { useMay } from './use-may.ts';

const MIN_REASON = 3;

function ArchiveDialog(props: { slo: SloDetail; open: boolean; onOpenChange: (open: boolean) => void }) {
  const { slo } = props;
  const trpc = useTRPC();
  const router = useRouter();
  const queryClient = useQueryClient();
  const [reason, setReason] = useState('');
  const [isTried, setIsTried] = useState(false);
  const archive = useMutation(
    trpc.slos.archive.mutationOptions({
      onSuccess: () => {
        props.onOpenChange(false);
        void queryClient.invalidateQueries(trpc.slos.pathFilter());
        router.push('/slos');
      },
    }),
  );
  const tooShort = reason.trim().length < MIN_REASON;
  const refused = archive.isError ? errorWords(archive.error).cause : undefined;
  return (
    <Dialog
      title="Archive this SLO"
      description={`“${slo.name}” is no longer judged and its alerts end. Its history and versions stay readable.`}
      open={props.open}
      onOpenChange={props.onOpenChange}
    >
      <form
        className={styles.dialog}
        onSubmit={(event) => {
          event.preventDefault();
          setIsTried(true);
          if (!tooShort) archive.mutate({ id: slo.id, expectedVersion: slo.version, reason });
        }}
      >
        <Field label="Why" error={isTried && tooShort ? 'Say why, in a few words.' : refused}>
          {(control) => (
            <Input {...control} value={reason} maxLength={300} onChange={(event) => setReason(event.target.value)} />
          )}
        </Field>
        <div className={styles.dialogActions}>
          <Button onClick={() => props.onOpenChange(false)}>Keep it</Button>
          <Button type="submit" variant="primary" busy={archive.isPending}>
            Archive
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

/** What a person may do with an SLO: everybody may save it as a file. */
export function SloActions({ slo }: { slo: SloDetail }) {
  const mayEdit = useMay('editSlo');
  const [isArchiving, setIsArchiving] = useState(false);
  if (slo.archivedAtMs !== null)
    return (
      <span className={styles.quiet}>
        <StatusMark status="unknown">archived</StatusMark> <Time ms={slo.archivedAtMs} />{' '}
        <ExportButton ids={[slo.id]} fileName={`${slo.id}.openslo.yaml`} />
      </span>
    );
  const save = <ExportButton ids={[slo.id]} fileName={`${slo.id}.openslo.yaml`} />;
  if (mayEdit !== true) return save;
  return (
    <span className={styles.actions}>
      {save}
      <Button onClick={() => setIsArchiving(true)}>Archive…</Button>
      <LinkButton href={`/slos/new?from=${slo.id}`}>Duplicate</LinkButton>
      <LinkButton href={`/slos/${slo.id}/edit`}>Edit</LinkButton>
      <ArchiveDialog slo={slo} open={isArchiving} onOpenChange={setIsArchiving} />
    </span>
  );
}
