'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { ModelDetail } from '@leeway/services';
import { useState, type ReactNode } from 'react';
import { useTRPC } from '../../trpc/client.tsx';
import { errorWords } from '../../trpc/query-panel.tsx';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Field, Textarea } from '../../ui/field.tsx';
import { formatDuration } from '../../ui/format/format-duration.ts';
import { Time } from '../../ui/time.tsx';
import styles from './model-page.module.css';
import { useQueryRange } from './use-query-range.ts';

type ReasonDialogProps = {
  title: string;
  description: ReactNode;
  confirm: string;
  isPending: boolean;
  error: unknown;
  onConfirm: (reason: string) => void;
  onOpenChange: (open: boolean) => void;
};

/** A decision about what counts as normal: it needs a reason, and shows what the server answered. */
function ReasonDialog({ title, description, confirm, isPending, error, onConfirm, onOpenChange }: ReasonDialogProps) {
  const [reason, setReason] = useState('');
  return (
    <Dialog open onOpenChange={onOpenChange} title={title} description={description}>
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault();
          if (!isPending && reason.trim() !== '') onConfirm(reason.trim());
        }}
      >
        <Field label="Reason" error={error === null ? undefined : errorWords(error).cause}>
          {(control) => (
            <Textarea
              {...control}
              rows={3}
              maxLength={1_000}
              required
              value={reason}
              onChange={(event) => setReason(event.target.value)}
            />
          )}
        </Field>
        <div>
          <Button type="submit" variant="primary" busy={isPending}>
            {confirm}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

/** Takes the stretch of the top bar as what is normal from now on. */
export function RebaselineDialog({ model, onClose }: { model: ModelDetail; onClose: () => void }) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const range = useQueryRange();
  // What the dialog shows is what is sent, however the clock moves on meanwhile.
  const [stretch] = useState({ fromMs: range.fromMs, toMs: Math.min(range.toMs, model.watermarkMs ?? range.toMs) });
  const rebaseline = useMutation(
    trpc.models.rebaseline.mutationOptions({
      onSuccess: () => {
        onClose();
        return queryClient.invalidateQueries(trpc.models.pathFilter());
      },
    }),
  );
  return (
    <ReasonDialog
      title={`Re-baseline ${model.name}`}
      description={
        <>
          The stretch of the top bar, <Time ms={stretch.fromMs} as="moment" /> to <Time ms={stretch.toMs} as="moment" />{' '}
          ({formatDuration(stretch.toMs - stretch.fromMs)}), becomes the reference. Whatever happened in it counts as
          normal from then on, and drift is judged anew. Earlier references stay and can be set again.
        </>
      }
      confirm="Re-baseline"
      isPending={rebaseline.isPending}
      error={rebaseline.error}
      onConfirm={(reason) => rebaseline.mutate({ modelId: model.id, ...stretch, reason })}
      onOpenChange={(open) => (open ? undefined : onClose())}
    />
  );
}
