'use client';

import type { RemediationView } from '@leeway/services';
import Link from 'next/link';
import { classNames } from '../../ui/class-names.ts';
import { KeyValue, type Fact } from '../../ui/facts.tsx';
import { plural } from '../../ui/format/format-number.ts';
import { StatusMark } from '../../ui/status-mark.tsx';
import { Time } from '../../ui/time.tsx';
import { actorWords } from './actor-words.ts';
import { DecisionPanel } from './decision-panel.tsx';
import { ExpiryScale } from './expiry-scale.tsx';
import { Passage } from './passage.tsx';
import { PlanTable } from './plan-table.tsx';
import { isLive, REMEDIATION_STATUS } from './remediation-status.ts';
import styles from './remediation-card.module.css';

function facts(remediation: RemediationView): Fact[] {
  const { plan, record } = remediation;
  return [
    { label: 'Blast radius', value: plan.blastRadius },
    { label: 'Not undone', value: plan.notUndone },
    { label: 'Verification', value: plan.verification.text },
    { label: 'If it fails', value: plan.ifItFails },
    {
      label: 'Proposer',
      value: (
        <>
          {actorWords(remediation.proposer)}
          {remediation.runbook === null ? null : (
            <>
              , runbook{' '}
              <Link className="underline underline-offset-3" href={`/runbooks/${remediation.runbook.id}`}>
                {remediation.runbook.title}
              </Link>
            </>
          )}
          <br />
          <span className="text-ink-3">
            {record.proposed === 0
              ? 'first of its kind on this model'
              : `before: ${plural(record.proposed, 'proposal')}, ${record.approved} approved, ${record.succeeded} succeeded, ${record.failed} failed`}
          </span>
        </>
      ),
    },
    { label: 'Policy', value: plan.policy },
  ];
}

function Decided(props: { remediation: RemediationView }) {
  const { remediation } = props;
  if (remediation.decidedAtMs === null || remediation.decidedBy === null) return null;
  const word = remediation.state === 'rejected' ? 'rejected' : 'approved';
  return (
    <p>
      {actorWords(remediation.decidedBy)} {word} <Time ms={remediation.decidedAtMs} as="clock-seconds" />
      {remediation.reason === null ? null : <>: “{remediation.reason}”</>}
    </p>
  );
}

function Outcome(props: { remediation: RemediationView }) {
  const { executorMessage, verificationMessage } = props.remediation;
  if (executorMessage === null && verificationMessage === null) return null;
  const rows: Fact[] = [];
  if (executorMessage !== null) rows.push({ label: 'Model said', value: executorMessage });
  if (verificationMessage !== null) rows.push({ label: 'Measured', value: verificationMessage });
  return (
    <div>
      <KeyValue facts={rows} />
    </div>
  );
}

/** An order slip: what, on what, now → after, what it touches, how it is verified, where it stands, and the decision. */
export function RemediationCard(props: { remediation: RemediationView; thumbBar?: boolean }) {
  const { remediation } = props;
  const { status, word } = REMEDIATION_STATUS[remediation.state];
  const { target } = remediation.plan;
  const name = `R-${remediation.number}`;
  return (
    <section
      id={`r-${remediation.number}`}
      className={classNames(styles['slip'], isLive(remediation.state) && styles['live'])}
      aria-label={`Remediation ${name}`}
    >
      <div className={styles['head']}>
        <h2>{remediation.title}</h2>
        <code className="text-ink-3">{name}</code>
        <span className={styles['push']} aria-live="polite">
          <StatusMark status={status}>{word}</StatusMark>
        </span>
      </div>
      <div className={styles['target']}>
        <div>
          <div className={styles['label']}>Target</div>
          <Link href={`/models/${target.modelId}`}>
            <b>{target.modelId}</b>
          </Link>{' '}
          <span className="text-ink-3">
            {target.environment}, tier {target.tier}, {remediation.risk} risk
          </span>
        </div>
        {remediation.state === 'proposed' ? (
          <ExpiryScale proposedAtMs={remediation.proposedAtMs} expiresAtMs={remediation.expiresAtMs} />
        ) : null}
      </div>
      <div>
        <PlanTable rows={remediation.plan.rows} />
      </div>
      <div>
        <KeyValue facts={facts(remediation)} />
      </div>
      <div>
        <Passage remediation={remediation} />
      </div>
      {remediation.decidedAtMs === null ? null : (
        <div>
          <Decided remediation={remediation} />
        </div>
      )}
      <Outcome remediation={remediation} />
      {remediation.state !== 'proposed' ? null : remediation.canDecide ? (
        // A changed proposal is another content to decide on: the panel starts again.
        <DecisionPanel key={remediation.contentHash} remediation={remediation} thumbBar={props.thumbBar ?? false} />
      ) : (
        <p className="text-ink-3">{remediation.cannotDecideReason ?? 'You may not decide on this.'}</p>
      )}
    </section>
  );
}
