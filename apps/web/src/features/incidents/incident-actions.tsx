'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { IncidentDetail } from '@leeway/services';
import { useState } from 'react';
import { useTRPC } from '../../trpc/client.tsx';
import { errorWords } from '../../trpc/query-panel.tsx';
import { Button } from '../../ui/button.tsx';
import { CopyButton } from '../../ui/copy-button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Field, Textarea } from '../../ui/field.tsx';
import { StatusMark } from '../../ui/status-mark.tsx';
import { incidentMarkdown } from './incident-markdown.ts';
import { useShortcut } from '../shell/use-shortcut.ts';

function ResolveDialog(props: { incident: IncidentDetail; open: boolean; onOpenChange: (open: boolean) => void }) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const [note, setNote] = useState('');
  const resolve = useMutation(
    trpc.incidents.resolve.mutationOptions({
      onSuccess: () => {
        props.onOpenChange(false);
        return queryClient.invalidateQueries(trpc.incidents.pathFilter());
      },
    }),
  );
  return (
    <Dialog
      open={props.open}
      onOpenChange={props.onOpenChange}
      title={`Resolve INC-${props.incident.number}`}
      description="It closes for everybody. If the same signal triggers again, a new incident opens and is linked to this one."
    >
      <form
        className="grid gap-3"
        onSubmit={(event) => {
          event.preventDefault();
          if (!resolve.isPending) resolve.mutate({ id: props.incident.id, note: note.trim() });
        }}
      >
        <Field label="Note" optional error={resolve.isError ? errorWords(resolve.error).cause : undefined}>
          {(control) => (
            <Textarea
              {...control}
              rows={3}
              maxLength={2_000}
              value={note}
              onChange={(event) => setNote(event.target.value)}
            />
          )}
        </Field>
        <div>
          <Button type="submit" variant="primary" busy={resolve.isPending}>
            Resolve
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

/** Acknowledge (key a), resolve, copy as Markdown. */
export function IncidentActions(props: { incident: IncidentDetail }) {
  const { incident } = props;
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const [isResolving, setIsResolving] = useState(false);
  const acknowledge = useMutation(
    trpc.incidents.acknowledge.mutationOptions({
      onSettled: () => queryClient.invalidateQueries(trpc.incidents.pathFilter()),
    }),
  );
  const canAcknowledge = incident.state === 'triggered' && !acknowledge.isPending;
  useShortcut('a', () => acknowledge.mutate({ id: incident.id }), { enabled: canAcknowledge });
  return (
    <div className="flex flex-wrap items-center gap-2">
      {acknowledge.isError ? <StatusMark status="warning">{errorWords(acknowledge.error).cause}</StatusMark> : null}
      {incident.state === 'triggered' ? (
        <Button
          size="small"
          busy={acknowledge.isPending}
          aria-keyshortcuts="a"
          onClick={() => acknowledge.mutate({ id: incident.id })}
        >
          Acknowledge
        </Button>
      ) : null}
      <CopyButton text={() => incidentMarkdown(incident)}>Copy as Markdown</CopyButton>
      {incident.state === 'resolved' ? null : (
        <Button size="small" onClick={() => setIsResolving(true)}>
          Resolve…
        </Button>
      )}
      <ResolveDialog incident={incident} open={isResolving} onOpenChange={setIsResolving} />
    </div>
  );
}
