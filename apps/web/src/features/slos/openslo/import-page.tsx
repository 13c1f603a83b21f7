'use client';

import { useQuery } from '@tanstack/react-query';
import type { ImportOutcome, SloImportPlan } from '@leeway/services';
import { useState } from 'react';
import { useTRPC } from '../../../trpc/client.tsx';
import { errorWords, QueryPanel } from '../../../trpc/query-panel.tsx';
import { Button, LinkButton } from '../../../ui/button.tsx';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { Checkbox } from '../../../ui/field.tsx';
import { plural } from '../../../ui/format/format-number.ts';
import { PageTitle, Section } from '../../../ui/section.tsx';
import { SkeletonRows } from '../../../ui/skeleton.tsx';
import { StatusMark } from '../../../ui/status-mark.tsx';
import { useMay } from '../use-may.ts';
import styles from './import.module.css';
import { planWords, PlanView } from './plan-view.tsx';
import { SourceEntry } from './source-entry.tsx';
import { useImport } from './use-import.ts';
import { useImportPlan, type ImportEntry } from './use-import-plan.ts';

function verbOf({ create, update }: SloImportPlan): string {
  if (update === 0) return `Create ${plural(create, 'SLO')}`;
  return create === 0 ? `Save ${plural(update, 'SLO')}` : `Create ${create}, save ${update}`;
}

/** Versions that are shown, so that one saved meanwhile is not written over. */
function seenIn(plan: SloImportPlan): Record<string, number> {
  const slos = plan.documents.flatMap((document) => document.slos);
  return Object.fromEntries(
    slos.flatMap(({ id, version }) => (id === null || version === null ? [] : [[id, version]])),
  );
}

function Result({ outcomes }: { outcomes: readonly ImportOutcome[] }) {
  const count = (outcome: ImportOutcome['outcome']) => outcomes.filter((one) => one.outcome === outcome).length;
  const failed = count('failed');
  return (
    <p role="status" className={styles['result']}>
      <StatusMark status={failed > 0 ? 'critical' : 'ok'}>{failed > 0 ? `${failed} not saved` : 'imported'}</StatusMark>
      <span>
        {plural(count('created'), 'SLO')} created, {count('updated')} saved.
      </span>
      <LinkButton href="/slos" size="small">
        Show the SLOs
      </LinkButton>
    </p>
  );
}

function Plan({ entry }: { entry: ImportEntry }) {
  const { query, isBlank, isBehind } = useImportPlan(entry);
  const run = useImport();
  const [takesRest, setTakesRest] = useState(false);
  if (isBlank) return <p className={styles['quiet']}>Each document is listed here with what becomes of it.</p>;
  return (
    <QueryPanel
      what="What becomes of the documents"
      query={query}
      skeleton={<SkeletonRows rows={4} rowHeight={52} label="The documents are read" />}
    >
      {(plan) => {
        const makes = plan.create + plan.update;
        const isRefused = plan.refused > 0 && !takesRest;
        return (
          <div className={styles['plan']} data-behind={isBehind}>
            <p className={styles['summary']} aria-live="polite">
              {planWords(plan)}
            </p>
            {plan.refused > 0 && makes > 0 ? (
              <Checkbox checked={takesRest} onChange={(event) => setTakesRest(event.target.checked)}>
                take the rest, without the {plural(plan.refused, 'refused document')}
              </Checkbox>
            ) : null}
            {makes === 0 ? null : (
              <div className={styles['act']}>
                <Button
                  variant="primary"
                  busy={run.isPending}
                  aria-disabled={isRefused || isBehind ? true : undefined}
                  onClick={() => run.mutate({ ...entry, seen: seenIn(plan), skipRefused: takesRest })}
                >
                  {verbOf(plan)}
                </Button>
              </div>
            )}
            {run.isError ? (
              <div className={styles['notice']} role="alert">
                <StatusMark status="critical">not imported</StatusMark>
                <p>{errorWords(run.error).cause}</p>
              </div>
            ) : null}
            {run.data === undefined ? null : <Result outcomes={run.data.outcomes} />}
            <PlanView plan={plan} outcomes={run.data?.outcomes ?? []} />
          </div>
        );
      }}
    </QueryPanel>
  );
}

/** OpenSLO documents → SLOs: what becomes of each is shown before anything is made. */
export function ImportSlosPage() {
  const trpc = useTRPC();
  const mayEdit = useMay('editSlo');
  const models = useQuery(trpc.slos.models.queryOptions());
  const [entry, setEntry] = useState<ImportEntry>({ text: '', modelId: null });
  return (
    <>
      <PageTitle>Import SLOs from OpenSLO</PageTitle>
      {mayEdit === false ? (
        <EmptyState title="This needs the role responder">
          <p>You may read and export every SLO; importing is up to a responder.</p>
        </EmptyState>
      ) : (
        <div className={styles['columns']}>
          <Section title="Documents">
            <SourceEntry entry={entry} models={models.data ?? []} onChange={setEntry} />
          </Section>
          <Section title="What becomes of them">
            <Plan entry={entry} />
          </Section>
        </div>
      )}
    </>
  );
}
