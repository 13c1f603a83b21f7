'use client';

import { useQuery } from '@tanstack/react-query';
import type { ModelDetail } from '@leeway/services';
import { useQueryStates } from 'nuqs';
import { useState, type ReactNode } from 'react';
import { useTRPC } from '../../trpc/client.tsx';
import { QueryPanel } from '../../trpc/query-panel.tsx';
import { Button, LinkButton } from '../../ui/button.tsx';
import { PageTitle } from '../../ui/section.tsx';
import { Skeleton, SkeletonRows } from '../../ui/skeleton.tsx';
import { StatusMark } from '../../ui/status-mark.tsx';
import { Tabs } from '../../ui/tabs.tsx';
import { Time } from '../../ui/time.tsx';
import { useMay } from '../shell/use-may.ts';
import { ChangesTab } from './changes-tab.tsx';
import { DriftTab } from './drift-tab.tsx';
import { IncidentsTab } from './incidents-tab.tsx';
import { IngestTab } from './ingest-tab.tsx';
import { ModelFacts } from './model-facts.tsx';
import styles from './model-page.module.css';
import { PerformanceTab } from './performance-tab.tsx';
import { RebaselineDialog } from './rebaseline-dialog.tsx';
import { ReferenceTab } from './reference-tab.tsx';
import { modelSearchParams, type ModelTab } from './search-params.ts';
import { SlosTab } from './slos-tab.tsx';

function StatusLine({ model }: { model: ModelDetail }) {
  const { status, statusSinceMs, featuresCritical, featuresTotal, unknownReason } = model;
  const since = statusSinceMs === null ? null : <Time ms={statusSinceMs} as="moment" />;
  return (
    <span className={styles.status}>
      <StatusMark status={status} />
      <span className={styles.quiet}>
        {status === 'unknown' && (unknownReason ?? 'nothing fresh was measured')}
        {status !== 'unknown' &&
          featuresCritical > 0 &&
          `${featuresCritical} of ${featuresTotal} features past critical`}
        {status !== 'unknown' && featuresCritical === 0 && `${featuresTotal} features`}
        {since !== null && <> since {since}</>}
      </span>
    </span>
  );
}

function Actions({ model }: { model: ModelDetail }) {
  const mayRegister = useMay('registerModel');
  const [isRebaselining, setIsRebaselining] = useState(false);
  return (
    <span className={styles.actions}>
      {model.openIncidentNumbers.slice(0, 3).map((number) => (
        <LinkButton key={number} size="small" href={`/incidents/${number}`}>
          <code>INC-{number}</code>
        </LinkButton>
      ))}
      {mayRegister && model.reference !== null && (
        <Button size="small" onClick={() => setIsRebaselining(true)}>
          Re-baseline…
        </Button>
      )}
      {isRebaselining && <RebaselineDialog model={model} onClose={() => setIsRebaselining(false)} />}
    </span>
  );
}

function Title({ model }: { model: ModelDetail }) {
  return (
    <PageTitle aside={<Actions model={model} />}>
      <span className={styles.name}>{model.name}</span>
      {model.state !== null && <code className={styles.version}>{model.state.version}</code>}
      <StatusLine model={model} />
    </PageTitle>
  );
}

function counted(label: string, count: number): ReactNode {
  if (count === 0) return label;
  return (
    <>
      {label} <span className={styles.quiet}>{count}</span>
    </>
  );
}

type TabDefinition = { value: ModelTab; title: string; label: ReactNode; panel: ReactNode };

function tabsOf(model: ModelDetail): TabDefinition[] {
  const tab = (value: ModelTab, title: string, panel: ReactNode, count = 0): TabDefinition => ({
    value,
    title,
    label: counted(title, count),
    panel,
  });
  return [
    tab('drift', 'Drift', <DriftTab model={model} />),
    tab('performance', 'Performance', <PerformanceTab model={model} />),
    tab('slos', 'SLOs', <SlosTab modelId={model.id} />, model.sloIds.length),
    tab('incidents', 'Incidents', <IncidentsTab modelId={model.id} />, model.openIncidentNumbers.length),
    tab('changes', 'Changes', <ChangesTab modelId={model.id} />),
    tab('reference', 'Reference', <ReferenceTab model={model} />),
    tab('ingest', 'Ingest', <IngestTab model={model} />),
  ];
}

function Loading({ id }: { id: string }) {
  return (
    <div role="status" aria-label="The model is loading">
      <PageTitle>
        <span className={styles.name}>{id}</span>
      </PageTitle>
      <Skeleton width="70%" height={34} />
      <div className={styles.skeletonGap}>
        <SkeletonRows rows={12} label="Drift is loading" />
      </div>
    </div>
  );
}

/** One model: how it stands, what it runs on, and behind the tabs what proves it. */
export function ModelPage({ id }: { id: string }) {
  const trpc = useTRPC();
  const [params, setParams] = useQueryStates(modelSearchParams, { history: 'push' });
  const query = useQuery(trpc.models.get.queryOptions({ modelId: id }));
  return (
    <QueryPanel what="The model" query={query} skeleton={<Loading id={id} />}>
      {(model) => (
        <>
          <Title model={model} />
          <ModelFacts model={model} />
          <Tabs
            label="Views of this model"
            value={params.tab}
            onChange={(tab) => void setParams({ tab, feature: null })}
            tabs={tabsOf(model).map(({ panel, title, ...tab }) => ({
              ...tab,
              panel: (
                <>
                  <h2 className="sr-only">{title}</h2>
                  {panel}
                </>
              ),
            }))}
          />
        </>
      )}
    </QueryPanel>
  );
}
