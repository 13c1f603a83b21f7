'use client';

import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { ModelDetail, ReferenceView } from '@leeway/services';
import { useState } from 'react';
import { useTRPC } from '../../../trpc/client.tsx';
import { QueryPanel } from '../../../trpc/query-panel.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import { Skeleton } from '../../../ui/skeleton.tsx';
import { Time } from '../../../ui/time.tsx';
import { toast } from '../../../ui/toast.ts';
import { useMay } from '../../shell/use-may.ts';
import { ReasonForm } from './reason-form.tsx';
import { ReferenceComparison } from './reference-comparison.tsx';
import styles from './references.module.css';

type SwitchDialogProps = {
  model: ModelDetail;
  reference: ReferenceView;
  /** What stands in the field for the reason to begin with. */
  reason?: string;
  onClose: () => void;
};

function Loading() {
  return (
    <div className={styles.stack} role="status" aria-label="Windows are being judged">
      <Skeleton width="60%" height={16} />
      <Skeleton height={96} />
      <Skeleton height={140} />
    </div>
  );
}

function SwitchForm({ model, reference, reason: given, onClose }: SwitchDialogProps) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  // Decided on what is shown: whoever replaced it meanwhile was faster.
  const [expectedReferenceId] = useState(model.reference?.id ?? null);
  const setReference = useMutation(
    trpc.models.setReference.mutationOptions({
      onSuccess: () => {
        toast(`Judged against ${reference.id} from the next window on.`);
        onClose();
        return queryClient.invalidateQueries(trpc.models.pathFilter());
      },
    }),
  );
  return (
    <ReasonForm
      confirm="Switch to this reference"
      reason={given}
      isPending={setReference.isPending}
      error={setReference.error}
      onConfirm={(reason) =>
        setReference.mutate({ modelId: model.id, referenceId: reference.id, expectedReferenceId, reason })
      }
    />
  );
}

/** What judging against another reference would change, and the switch itself, which is recorded and can be undone. */
export function SwitchDialog(props: SwitchDialogProps) {
  const { model, reference, onClose } = props;
  const trpc = useTRPC();
  const mayRegister = useMay('registerModel');
  const preview = useQuery(
    trpc.models.previewReference.queryOptions(
      { modelId: model.id, referenceId: reference.id },
      { placeholderData: keepPreviousData },
    ),
  );
  return (
    <Dialog
      open
      wide
      onOpenChange={(open) => (open ? undefined : onClose())}
      title={`Compare with ${reference.id}`}
      description={
        <>
          What the newest windows of {model.name} would be called against the reference frozen{' '}
          <Time ms={reference.createdAtMs} as="moment" />, beside what they are called now. Nothing is written until you
          switch.
        </>
      }
    >
      <div className={styles.stack}>
        <QueryPanel what="The comparison" query={preview} skeleton={<Loading />}>
          {(data) => <ReferenceComparison preview={data} />}
        </QueryPanel>
        {mayRegister === true && <SwitchForm {...props} />}
      </div>
    </Dialog>
  );
}
