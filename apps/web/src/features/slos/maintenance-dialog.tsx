'use client';

import type { SloDetail } from '@leeway/services';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTRPC } from '../../trpc/client.tsx';
import { errorWords } from '../../trpc/query-panel.tsx';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Field, Input } from '../../ui/field.tsx';
import { toast } from '../../ui/toast.ts';
import { useZone } from '../../ui/use-zone.ts';
import { fieldText, instantOf } from './maintenance-times.ts';
import styles from './slo-page.module.css';

const HOUR_MS = 3_600_000;
const MIN_REASON = 3;

/** What is wrong with the entries, by field. */
function faultsOf(values: { fromMs: number; toMs: number; reason: string }) {
  const { fromMs, toMs, reason } = values;
  return {
    from: Number.isNaN(fromMs) ? 'A day and a time.' : undefined,
    to: Number.isNaN(toMs)
      ? 'A day and a time.'
      : toMs <= fromMs
        ? 'It ends before it begins.'
        : toMs - fromMs > 7 * 24 * HOUR_MS
          ? 'At most 7 days.'
          : undefined,
    reason: reason.trim().length < MIN_REASON ? 'Say why, in a few words.' : undefined,
  };
}

/** Planned work, or work that nobody had announced: its minutes burn no budget. */
export function MaintenanceDialog(props: {
  slo: SloDetail;
  nowMs: number;
  open: boolean;
  onOpenChange: (open: boolean) => void;
}) {
  const { slo, nowMs } = props;
  const trpc = useTRPC();
  const zone = useZone();
  const queryClient = useQueryClient();
  const [from, setFrom] = useState(() => fieldText(nowMs, zone));
  const [to, setTo] = useState(() => fieldText(nowMs + HOUR_MS, zone));
  const [reason, setReason] = useState('');
  const [isTried, setIsTried] = useState(false);
  const add = useMutation(
    trpc.slos.addMaintenance.mutationOptions({
      onSuccess: () => {
        props.onOpenChange(false);
        setReason('');
        setIsTried(false);
        toast('Maintenance entered');
        void queryClient.invalidateQueries(trpc.slos.pathFilter());
      },
    }),
  );
  const values = { fromMs: instantOf(from, zone), toMs: instantOf(to, zone), reason };
  const faults = faultsOf(values);
  const isFaulty = Object.values(faults).some((fault) => fault !== undefined);
  const shown = isTried ? faults : { from: undefined, to: undefined, reason: undefined };
  const zoneWord = zone === 'utc' ? 'UTC' : 'your time';
  return (
    <Dialog
      title="Enter a maintenance"
      description={`For all SLOs of ${slo.modelName}: its minutes count as unknown. What was counted already is restated.`}
      open={props.open}
      onOpenChange={props.onOpenChange}
    >
      <form
        className={styles.dialog}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          setIsTried(true);
          if (!isFaulty) add.mutate({ modelId: slo.modelId, ...values });
        }}
      >
        <Field label={`From, ${zoneWord}`} error={shown.from}>
          {(control) => (
            <Input {...control} type="datetime-local" value={from} onChange={(event) => setFrom(event.target.value)} />
          )}
        </Field>
        <Field label={`To, ${zoneWord}`} error={shown.to}>
          {(control) => (
            <Input {...control} type="datetime-local" value={to} onChange={(event) => setTo(event.target.value)} />
          )}
        </Field>
        <Field label="Why" error={shown.reason ?? (add.isError ? errorWords(add.error).cause : undefined)}>
          {(control) => (
            <Input
              {...control}
              value={reason}
              maxLength={300}
              placeholder="What is worked on"
              onChange={(event) => setReason(event.target.value)}
            />
          )}
        </Field>
        <div className={styles.dialogActions}>
          <Button onClick={() => props.onOpenChange(false)}>Cancel</Button>
          <Button type="submit" variant="primary" busy={add.isPending}>
            Enter
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
