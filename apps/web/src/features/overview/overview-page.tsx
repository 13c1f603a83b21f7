'use client';

import { useQuery } from '@tanstack/react-query';
import type { OverviewView } from '@leeway/services';
import { useTRPC } from '../../trpc/client.tsx';
import { QueryPanel } from '../../trpc/query-panel.tsx';
import { PageTitle } from '../../ui/section.tsx';
import { DemoPanel } from '../demo/demo-panel.tsx';
import { ChangesSection } from './changes-section.tsx';
import { FirstRun } from './first-run.tsx';
import { FleetSection } from './fleet-section.tsx';
import { headline, reportingLine } from './headline.ts';
import { NeedsSection } from './needs-section.tsx';
import styles from './overview.module.css';
import { OverviewSkeleton } from './overview-skeleton.tsx';

/** Answers three questions in order: is anything on fire, what must I do, what changed. */
export function OverviewPage(props: { self: string }) {
  const trpc = useTRPC();
  const query = useQuery(trpc.overview.get.queryOptions());
  return (
    <QueryPanel what="The overview" query={query} skeleton={<OverviewSkeleton />}>
      {(view) => (isEmpty(view) ? <FirstRun /> : <Overview view={view} self={props.self} />)}
    </QueryPanel>
  );
}

function isEmpty(view: OverviewView): boolean {
  return view.counts.modelsTotal === 0 && view.needs.length === 0 && view.changesTotal === 0;
}

function Overview(props: { view: OverviewView; self: string }) {
  const { counts, needs, changes, changesTotal, fleet } = props.view;
  return (
    <>
      <PageTitle aside={reportingLine(counts)}>{headline(counts)}</PageTitle>
      <div className={styles['top']}>
        <NeedsSection needs={needs} self={props.self} allClear={`${reportingLine(counts)}.`} />
        <ChangesSection changes={changes} total={changesTotal} />
      </div>
      <FleetSection fleet={fleet} />
      <div className={styles['demo']}>
        <DemoPanel />
      </div>
    </>
  );
}
