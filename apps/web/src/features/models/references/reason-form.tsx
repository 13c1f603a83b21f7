'use client';

import { useState } from 'react';
import { errorWords } from '../../../trpc/query-panel.tsx';
import { Button } from '../../../ui/button.tsx';
import { Field, Textarea } from '../../../ui/field.tsx';
import styles from './references.module.css';

/** A decision about what counts as normal: it needs a reason, and shows what the server answered. */
export function ReasonForm(props: {
  confirm: string;
  /** What stands there to begin with. */
  reason?: string;
  isPending: boolean;
  error: unknown;
  onConfirm: (reason: string) => void;
}) {
  const { confirm, isPending, error, onConfirm } = props;
  const [reason, setReason] = useState(props.reason ?? '');
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        if (!isPending && reason.trim() !== '') onConfirm(reason.trim());
      }}
    >
      <Field
        label="Reason"
        hint="Stands with the change and in the audit log."
        error={error === null ? undefined : errorWords(error).cause}
      >
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
  );
}
