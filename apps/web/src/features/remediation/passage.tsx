'use client';

import type { RemediationView } from '@leeway/services';
import type { ReactNode } from 'react';
import { classNames } from '../../ui/class-names.ts';
import { StatusMark, type Status } from '../../ui/status-mark.tsx';
import { Time } from '../../ui/time.tsx';
import { passageSteps, type PassageStep } from './passage-steps.ts';
import styles from './passage.module.css';

const SHAPES: Record<Exclude<PassageStep['place'], 'ended'>, ReactNode> = {
  reported: <circle cx="6.5" cy="6.5" r="4" fill="var(--ink)" />,
  current: (
    <>
      <circle cx="6.5" cy="6.5" r="5" fill="var(--paper)" stroke="var(--ink)" strokeWidth="1.5" />
      <path d="M6.5 3.4v3.1l2 1.4" fill="none" stroke="var(--ink)" strokeWidth="1.25" />
    </>
  ),
  ahead: <circle cx="6.5" cy="6.5" r="3.5" fill="var(--paper)" stroke="var(--rule-3)" strokeWidth="1.25" />,
};

const END_STATUS: Record<string, Status> = {
  Succeeded: 'ok',
  Failed: 'critical',
  Inconclusive: 'warning',
  Rejected: 'unknown',
  Expired: 'unknown',
  Superseded: 'unknown',
};

function Step(props: { step: PassageStep; deadlineMs: number | null }) {
  const { step } = props;
  const when =
    step.atMs !== null ? (
      <Time ms={step.atMs} as="clock-seconds" />
    ) : step.name === 'Verifying' && props.deadlineMs !== null ? (
      <>
        until <Time ms={props.deadlineMs} as="clock" />
      </>
    ) : null;
  return (
    <li
      className={classNames(
        styles['step'],
        step.place === 'ahead' && styles['ahead'],
        step.place === 'current' && styles['current'],
      )}
      aria-current={step.place === 'current' ? 'step' : undefined}
    >
      {step.place === 'ended' ? (
        <StatusMark status={END_STATUS[step.name] ?? 'unknown'}>{step.name}</StatusMark>
      ) : (
        <>
          <svg viewBox="0 0 13 13" aria-hidden="true">
            {SHAPES[step.place]}
          </svg>
          <b>{step.name}</b>
        </>
      )}
      <small>
        {when}
        {step.note === null ? null : ` ${step.note}`}
      </small>
    </li>
  );
}

/** Where a remediation stands: filled = reported, clock = current, hollow = ahead. Only the server moves it. */
export function Passage(props: { remediation: RemediationView }) {
  return (
    <ol className={styles['passage']} aria-label="State" data-state={props.remediation.state}>
      {passageSteps(props.remediation).map((step) => (
        <Step key={step.name} step={step} deadlineMs={props.remediation.verifyUntilMs} />
      ))}
    </ol>
  );
}
