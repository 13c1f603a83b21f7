'use client';

import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { alertRowId, reachability, SLI_DEFINITIONS } from '@leeway/slo';
import type { SloDetail } from '@leeway/services';
import Link from 'next/link';
import { useQueryStates } from 'nuqs';
import { useTRPC } from '../../trpc/client.tsx';
import { QueryPanel } from '../../trpc/query-panel.tsx';
import { PageSkeleton } from '../../ui/page-skeleton.tsx';
import { PageTitle, Section } from '../../ui/section.tsx';
import { Segments } from '../../ui/segments.tsx';
import { StatusMark } from '../../ui/status-mark.tsx';
import { AlertHistory } from './alert-history.tsx';
import { AlertRowsTable } from './alert-rows-table.tsx';
import { BudgetPolicy } from './budget-policy.tsx';
import { HistoryChart } from './history-chart.tsx';
import { PrometheusSection } from './prometheus/prometheus-section.tsx';
import { RANGES, sloSearchParams, type RangeKey } from './search-params.ts';
import { InMaintenance, Maintenance } from './maintenance.tsx';
import { Restatements } from './restatements.tsx';
import { SloActions } from './slo-actions.tsx';
import { SloFacts } from './slo-facts.tsx';
import styles from './slo-page.module.css';
import { sloStatus } from './slo-status.ts';
import { SloVersions } from './slo-versions.tsx';
import { WorstMinutes } from './worst-minutes.tsx';

function RangeChoice(props: {
  value: RangeKey | null;
  windowMinutes: number;
  onChange: (key: RangeKey | null) => void;
}) {
  const fitting = RANGES.filter((range) => range.minutes <= props.windowMinutes);
  return (
    <Segments<RangeKey | 'auto'>
      label="Range of the history"
      value={props.value ?? 'auto'}
      options={[{ value: 'auto', label: 'all' }, ...fitting.map(({ key, label }) => ({ value: key, label }))]}
      onChange={(key) => props.onChange(key === 'auto' ? null : key)}
    />
  );
}

function History(props: { slo: SloDetail; range: RangeKey | null; onRange: (key: RangeKey | null) => void }) {
  const { slo } = props;
  const lanes = slo.rows.map((row) => ({
    rowId: alertRowId(row),
    longMinutes: row.longMinutes,
    cannotFire: reachability(row.burnAbove, slo.target).reachable ? null : 'can’t fire at this target',
  }));
  return (
    <Section
      title="History"
      aside={<RangeChoice value={props.range} windowMinutes={slo.windowMinutes} onChange={props.onRange} />}
    >
      <HistoryChart
        history={slo.history}
        spec={slo.document.spec}
        target={slo.target}
        window={slo}
        lanes={lanes}
        episodes={slo.alerts}
        heightPx={160}
        forecast={slo}
      />
    </Section>
  );
}

/** One objective: how much is left, how fast it goes, when it went, and who said so. */
export function SloPage(props: { id: string }) {
  const trpc = useTRPC();
  const [params, setParams] = useQueryStates(sloSearchParams, { history: 'push' });
  const rangeMinutes = RANGES.find((range) => range.key === params.range)?.minutes ?? null;
  const query = useQuery(
    trpc.slos.get.queryOptions({ id: props.id, rangeMinutes }, { placeholderData: keepPreviousData }),
  );
  return (
    <QueryPanel what="The SLO" query={query} skeleton={<PageSkeleton rows={10} label="The SLO is loading" />}>
      {(slo) => {
        const { status, word } = sloStatus(slo);
        return (
          <>
            <PageTitle aside={<SloActions slo={slo} />}>{slo.name}</PageTitle>
            <p className={styles.lead}>
              <StatusMark status={status}>{word}</StatusMark>
              <InMaintenance slo={slo} />
              <span>
                {slo.sentence.map((part, index) =>
                  part.field === 'model' ? (
                    <Link key={index} href={`/models/${slo.modelId}`} className={styles.model}>
                      {part.text}
                    </Link>
                  ) : (
                    part.text
                  ),
                )}
              </span>
              <span className={styles.quiet}>{SLI_DEFINITIONS[slo.kind].title}</span>
            </p>
            {slo.description === '' ? null : <p className={styles.description}>{slo.description}</p>}
            <SloFacts slo={slo} />
            <History slo={slo} range={params.range} onRange={(range) => void setParams({ range })} />
            {slo.prometheus === null ? null : <PrometheusSection view={slo.prometheus} />}
            <div className={styles.columns}>
              <AlertRowsTable slo={slo} />
              <AlertHistory slo={slo} />
              <BudgetPolicy slo={slo} />
              <WorstMinutes slo={slo} />
            </div>
            <Maintenance slo={slo} />
            <Restatements slo={slo} />
            <SloVersions slo={slo} />
          </>
        );
      }}
    </QueryPanel>
  );
}
