'use client';

import { useState } from 'react';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Field, Input } from '../../ui/field.tsx';
import styles from './slo-page.module.css';

const MIN_REASON = 3;

/** Asks why; the reason is in the audit log. */
export function EndMaintenanceDialog(props: {
  isRunning: boolean;
  open: boolean;
  isPending: boolean;
  refused: string | undefined;
  onOpenChange: (open: boolean) => void;
  onEnd: (reason: string) => void;
}) {
  const [reason, setReason] = useState('');
  const [isTried, setIsTried] = useState(false);
  const tooShort = reason.trim().length < MIN_REASON;
  return (
    <Dialog
      title={props.isRunning ? 'End this maintenance' : 'Take this maintenance back'}
      description={
        props.isRunning
          ? 'From the next minute on everything counts again.'
          : 'Its minutes count as what they were; budgets that had been said already are restated.'
      }
      open={props.open}
      onOpenChange={props.onOpenChange}
    >
      <form
        className={styles.dialog}
        onSubmit={(event) => {
          event.preventDefault();
          setIsTried(true);
          if (!tooShort) props.onEnd(reason);
        }}
      >
        <Field label="Why" error={isTried && tooShort ? 'Say why, in a few words.' : props.refused}>
          {(control) => (
            <Input {...control} value={reason} maxLength={300} onChange={(event) => setReason(event.target.value)} />
          )}
        </Field>
        <div className={styles.dialogActions}>
          <Button onClick={() => props.onOpenChange(false)}>Keep it</Button>
          <Button type="submit" variant="primary" busy={props.isPending}>
            {props.isRunning ? 'End now' : 'Take back'}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
