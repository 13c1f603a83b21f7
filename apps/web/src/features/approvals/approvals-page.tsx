'use client';

import { useQuery } from '@tanstack/react-query';
import type { RemediationView } from '@leeway/services';
import Link from 'next/link';
import { useTRPC } from '../../trpc/client.tsx';
import { QueryPanel } from '../../trpc/query-panel.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { plural } from '../../ui/format/format-number.ts';
import { PageTitle, Section } from '../../ui/section.tsx';
import { SkeletonRows } from '../../ui/skeleton.tsx';
import { RemediationCard } from '../remediation/remediation-card.tsx';
import { RemediationSlip } from '../remediation/remediation-slip.tsx';
import styles from './approvals-page.module.css';

function ForIncident(props: { remediation: RemediationView }) {
  const { remediation } = props;
  return (
    <p className="pb-2">
      <Link href={`/incidents/${remediation.incidentNumber}`} className="underline underline-offset-3">
        <code>INC-{remediation.incidentNumber}</code> {remediation.incidentTitle}
      </Link>
      <span className="text-ink-3"> · look at the evidence before you decide</span>
    </p>
  );
}

function Group(props: { title: string; note: string; items: RemediationView[] }) {
  if (props.items.length === 0) return null;
  return (
    <Section title={props.title} note={props.note}>
      <div className={styles['cards']}>
        {props.items.map((remediation) => (
          <div key={remediation.id}>
            <ForIncident remediation={remediation} />
            <RemediationCard remediation={remediation} />
          </div>
        ))}
      </div>
    </Section>
  );
}

/** What waits for a person, soonest to expire first; what is under way; what was decided lately. */
export function ApprovalsPage() {
  const trpc = useTRPC();
  const query = useQuery(trpc.remediations.list.queryOptions({ filter: 'all', limit: 50 }));
  return (
    <QueryPanel
      what="The inbox"
      query={query}
      skeleton={
        <>
          <PageTitle>Approvals</PageTitle>
          <SkeletonRows rows={6} label="Approvals are loading" />
        </>
      }
    >
      {(data) => {
        const waiting = data.items
          .filter((item) => item.state === 'proposed')
          .toSorted((a, b) => a.expiresAtMs - b.expiresAtMs);
        const running = data.items.filter((item) => ['approved', 'executing', 'verifying'].includes(item.state));
        const ended = data.items.filter((item) => !waiting.includes(item) && !running.includes(item));
        return (
          <>
            <PageTitle>
              {waiting.length === 0 ? 'No approval waiting' : `${plural(waiting.length, 'approval')} waiting`}
            </PageTitle>
            <div className="grid gap-6">
              <Group title="Waiting" note="soonest to expire first" items={waiting} />
              <Group title="Under way" note="approved, not yet verified" items={running} />
              {ended.length === 0 ? null : (
                <Section title="Decided" note={plural(ended.length, 'proposal')}>
                  <div className={styles['slips']}>
                    {ended.map((remediation) => (
                      <RemediationSlip key={remediation.id} remediation={remediation}>
                        <RemediationCard remediation={remediation} />
                      </RemediationSlip>
                    ))}
                  </div>
                </Section>
              )}
              {data.items.length === 0 ? (
                <EmptyState title="Nothing waits for you">
                  <p>
                    When an incident matches a runbook with a remediation, the proposal appears here until it expires.
                  </p>
                </EmptyState>
              ) : null}
            </div>
          </>
        );
      }}
    </QueryPanel>
  );
}
