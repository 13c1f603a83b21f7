'use client';

import type { RemediationView } from '@leeway/services';
import { useRef, useState } from 'react';
import { errorWords } from '../../trpc/query-panel.tsx';
import { Button } from '../../ui/button.tsx';
import { classNames } from '../../ui/class-names.ts';
import { Field, Input, Textarea } from '../../ui/field.tsx';
import { focusWhenShown } from '../../ui/focus-when-shown.ts';
import { StatusMark } from '../../ui/status-mark.tsx';
import styles from './remediation-card.module.css';
import { useDecision } from './use-decision.ts';

type Step = 'offer' | 'confirm' | 'reject';

const MIN_REASON = 3;
const MAX_REASON = 2_000;

function Refusal(props: { error: unknown }) {
  const { cause, requestId } = errorWords(props.error);
  return (
    <div className={styles['refusal']} role="alert">
      <StatusMark status="warning">not done</StatusMark>
      <p>{cause}</p>
      {requestId === null ? null : <span className={styles['label']}>req {requestId}</span>}
    </div>
  );
}

function Offer(props: { onConfirm: () => void; onReject: () => void }) {
  return (
    <div className={styles['actions']}>
      <Button onClick={props.onReject}>Reject…</Button>
      <span className={classNames(styles['label'], styles['push'])}>Step 1 of 2</span>
      <Button variant="primary" className={styles['decide']} onClick={props.onConfirm}>
        Approve…
      </Button>
    </div>
  );
}

function Confirm(props: {
  remediation: RemediationView;
  busy: boolean;
  error: unknown;
  onBack: () => void;
  onApprove: () => void;
}) {
  const { remediation } = props;
  const [typed, setTyped] = useState('');
  const needsName = remediation.risk === 'high';
  const ready = !needsName || typed.trim() === remediation.modelId;
  return (
    <form
      className={styles['form']}
      onSubmit={(event) => {
        event.preventDefault();
        if (ready && !props.busy) props.onApprove();
      }}
    >
      {needsName ? (
        <Field
          label={
            <>
              Type <b style={{ color: 'var(--ink)' }}>{remediation.modelId}</b> to approve: {remediation.title}
            </>
          }
        >
          {(control) => (
            <Input
              {...control}
              ref={focusWhenShown}
              autoComplete="off"
              autoCapitalize="none"
              spellCheck={false}
              className="font-mono"
              value={typed}
              onChange={(event) => setTyped(event.target.value)}
            />
          )}
        </Field>
      ) : (
        <p>
          This sends the command to <b>{remediation.modelId}</b> now: {remediation.title}.
        </p>
      )}
      {props.error === null ? null : <Refusal error={props.error} />}
      <div className={styles['actions']}>
        <Button onClick={props.onBack}>Back</Button>
        <span className={classNames(styles['label'], styles['push'])}>Step 2 of 2</span>
        <Button
          type="submit"
          variant="primary"
          className={styles['decide']}
          busy={props.busy}
          ref={needsName ? null : focusWhenShown}
          aria-disabled={!ready}
        >
          {props.busy ? 'Approving…' : 'Approve now'}
        </Button>
      </div>
      <p className={styles['label']}>
        Binds to content <code>{remediation.contentHash.slice(0, 8)}</code>. If the proposal changes, the approval is
        void.
      </p>
    </form>
  );
}

function Reject(props: { busy: boolean; error: unknown; onBack: () => void; onReject: (reason: string) => void }) {
  const [reason, setReason] = useState('');
  const [tried, setTried] = useState(false);
  const tooShort = reason.trim().length < MIN_REASON;
  return (
    <form
      className={styles['form']}
      onSubmit={(event) => {
        event.preventDefault();
        setTried(true);
        if (!tooShort && !props.busy) props.onReject(reason.trim());
      }}
    >
      <Field
        label="Reason"
        hint="Kept in the audit log and shown with the proposal"
        error={tried && tooShort ? 'Say why, in a few words at least' : undefined}
      >
        {(control) => (
          <Textarea
            {...control}
            ref={focusWhenShown}
            rows={2}
            maxLength={MAX_REASON}
            value={reason}
            onChange={(event) => setReason(event.target.value)}
          />
        )}
      </Field>
      {props.error === null ? null : <Refusal error={props.error} />}
      <div className={styles['actions']}>
        <Button onClick={props.onBack}>Back</Button>
        <span className={classNames(styles['label'], styles['push'])}>Ends this proposal</span>
        <Button type="submit" className={styles['decide']} busy={props.busy}>
          {props.busy ? 'Rejecting…' : 'Reject proposal'}
        </Button>
      </div>
    </form>
  );
}

/** Two steps to approve, a reason to reject. `thumbBar` holds it above the phone's bottom bar. */
export function DecisionPanel(props: { remediation: RemediationView; thumbBar?: boolean }) {
  const { remediation } = props;
  const [step, setStep] = useState<Step>('offer');
  const { approve, reject } = useDecision();
  const sent = useRef(false);
  const content = { id: remediation.id, contentHash: remediation.contentHash };
  function once(send: () => void) {
    // A second click can arrive before React has drawn the first one's busy state.
    if (sent.current) return;
    sent.current = true;
    send();
  }
  const settled = { onSettled: () => void (sent.current = false) };
  const isBusy = approve.isPending || reject.isPending;
  return (
    <div className={classNames(props.thumbBar === true && styles['thumb'])}>
      {step === 'offer' ? <Offer onConfirm={() => setStep('confirm')} onReject={() => setStep('reject')} /> : null}
      {step === 'confirm' ? (
        <Confirm
          remediation={remediation}
          busy={isBusy || approve.isSuccess}
          error={approve.error}
          onBack={() => setStep('offer')}
          onApprove={() => once(() => approve.mutate(content, settled))}
        />
      ) : null}
      {step === 'reject' ? (
        <Reject
          busy={isBusy || reject.isSuccess}
          error={reject.error}
          onBack={() => setStep('offer')}
          onReject={(reason) => once(() => reject.mutate({ ...content, reason }, settled))}
        />
      ) : null}
    </div>
  );
}
