'use client';

import { useQuery } from '@tanstack/react-query';
import type { IncidentDetail, RemediationView } from '@leeway/services';
import { useTRPC } from '../../trpc/client.tsx';
import { QueryPanel } from '../../trpc/query-panel.tsx';
import { PageSkeleton } from '../../ui/page-skeleton.tsx';
import { PageTitle } from '../../ui/section.tsx';
import { RemediationCard } from '../remediation/remediation-card.tsx';
import { RemediationSlip } from '../remediation/remediation-slip.tsx';
import { isLive } from '../remediation/remediation-status.ts';
import { EvidenceTable } from './evidence-table.tsx';
import { Finding } from './finding.tsx';
import { IncidentActions } from './incident-actions.tsx';
import { IncidentFacts } from './incident-facts.tsx';
import styles from './incident-page.module.css';
import { RelatedChanges } from './related-changes.tsx';
import { Timeline } from './timeline.tsx';

function Remediations(props: { incident: IncidentDetail }) {
  const { remediations } = props.incident;
  // The newest one stays open after it ended, so that whoever watched it sees how.
  const isShown = (item: RemediationView) => isLive(item.state) || item === remediations[0];
  const live = remediations.filter(isShown);
  const ended = remediations.filter((item) => !isShown(item));
  return (
    <div className={styles['remediations']}>
      {live.map((item, index) => (
        <RemediationCard key={item.id} remediation={item} thumbBar={index === 0} />
      ))}
      {remediations.length === 0 ? (
        <p className="text-ink-3">
          No remediation is proposed. The timeline says why; the runbook says what to do by hand.
        </p>
      ) : null}
      {ended.map((item) => (
        <RemediationSlip key={item.id} remediation={item}>
          <RemediationCard remediation={item} />
        </RemediationSlip>
      ))}
    </div>
  );
}

/** One incident: what is wrong, what proves it, what happened, and what is proposed. */
export function IncidentPage(props: { number: number }) {
  const trpc = useTRPC();
  const query = useQuery(trpc.incidents.get.queryOptions({ number: props.number }));
  return (
    <QueryPanel what="The incident" query={query} skeleton={<PageSkeleton rows={8} label="The incident is loading" />}>
      {(incident) => (
        <>
          <PageTitle aside={<IncidentActions incident={incident} />}>{incident.title}</PageTitle>
          <IncidentFacts incident={incident} />
          <p className={styles['lead']}>{incident.finding}</p>
          <div className={styles['columns']}>
            <div className={styles['evidence']}>
              <Finding incident={incident} />
              <EvidenceTable evidence={incident.evidence} modelId={incident.modelId} />
              <RelatedChanges incident={incident} />
              <Timeline incidentId={incident.id} state={incident.state} entries={incident.timeline} />
            </div>
            <Remediations incident={incident} />
          </div>
        </>
      )}
    </QueryPanel>
  );
}
