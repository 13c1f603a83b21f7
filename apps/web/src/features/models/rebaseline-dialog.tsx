'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { ModelDetail } from '@leeway/services';
import { useState } from 'react';
import { useTRPC } from '../../trpc/client.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { formatDuration } from '../../ui/format/format-duration.ts';
import { Time } from '../../ui/time.tsx';
import { ReasonForm } from './references/reason-form.tsx';
import { useQueryRange } from './use-query-range.ts';

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
    <Dialog
      open
      onOpenChange={(open) => (open ? undefined : onClose())}
      title={`Re-baseline ${model.name}`}
      description={
        <>
          The stretch of the top bar, <Time ms={stretch.fromMs} as="moment" /> to <Time ms={stretch.toMs} as="moment" />{' '}
          ({formatDuration(stretch.toMs - stretch.fromMs)}), becomes the reference. Whatever happened in it counts as
          normal from then on, and drift is judged anew. Earlier references stay and can be set again.
        </>
      }
    >
      <ReasonForm
        confirm="Re-baseline"
        isPending={rebaseline.isPending}
        error={rebaseline.error}
        onConfirm={(reason) => rebaseline.mutate({ modelId: model.id, ...stretch, reason })}
      />
    </Dialog>
  );
}
