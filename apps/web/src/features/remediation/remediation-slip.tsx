'use client';

import type { RemediationView } from '@leeway/services';
import type { ReactNode } from 'react';
import { StatusMark } from '../../ui/status-mark.tsx';
import { Time } from '../../ui/time.tsx';
import { actorWords } from './actor-words.ts';
import { REMEDIATION_STATUS } from './remediation-status.ts';
import styles from './remediation-card.module.css';

/** An ended remediation in two lines; the whole card opens below. */
export function RemediationSlip(props: { remediation: RemediationView; children: ReactNode }) {
  const { remediation } = props;
  const { status, word } = REMEDIATION_STATUS[remediation.state];
  const endedMs = remediation.finishedAtMs ?? remediation.decidedAtMs ?? remediation.expiresAtMs;
  const said =
    remediation.reason === null || remediation.decidedBy === null
      ? (remediation.verificationMessage ?? remediation.executorMessage)
      : `${actorWords(remediation.decidedBy)}: “${remediation.reason}”`;
  return (
    <details className={styles['slip']}>
      <summary className={styles['head']} style={{ cursor: 'pointer' }}>
        <span>{remediation.title}</span>
        <code className="text-ink-3">R-{remediation.number}</code>
        <span className={styles['push']}>
          <StatusMark status={status}>{word}</StatusMark>{' '}
          <span className="text-ink-3">
            <Time ms={endedMs} as="moment" />
          </span>
        </span>
        {said === null ? null : <span style={{ flexBasis: '100%', color: 'var(--ink-2)' }}>{said}</span>}
      </summary>
      <div style={{ padding: 0 }}>{props.children}</div>
    </details>
  );
}
