'use client';

import type { ImportedDocument, ImportOutcome, PlannedSlo, SloImportPlan } from '@leeway/services';
import Link from 'next/link';
import { plural } from '../../../ui/format/format-number.ts';
import { StatusMark } from '../../../ui/status-mark.tsx';
import styles from './import.module.css';

const OUTCOMES = { created: 'created', updated: 'saved', unchanged: 'as it is', failed: 'not saved' } as const;

function actionWords({ action, version }: PlannedSlo): string {
  if (action === 'create') return 'new SLO';
  return action === 'update' ? `becomes version ${(version ?? 0) + 1} of` : 'is already here as';
}

function Planned(props: { slo: PlannedSlo; outcome: ImportOutcome | undefined }) {
  const { slo, outcome } = props;
  const { name, modelId } = slo.document;
  const id = outcome?.id ?? slo.id;
  return (
    <li className={styles['slo']}>
      <span>
        {actionWords(slo)} {id === null ? <b>{name}</b> : <Link href={`/slos/${id}`}>{name}</Link>}
      </span>
      <span className={styles['quiet']}>
        {modelId} · {slo.objective}
      </span>
      {outcome === undefined ? null : (
        <StatusMark status={outcome.outcome === 'failed' ? 'critical' : 'ok'}>
          {OUTCOMES[outcome.outcome]}
          {outcome.message === null ? '' : `: ${outcome.message}`}
        </StatusMark>
      )}
    </li>
  );
}

function statusOf({ ok, problems }: ImportedDocument): { status: 'critical' | 'warning' | 'ok'; word: string } {
  if (!ok) return { status: 'critical', word: 'refused' };
  return problems.length > 0 ? { status: 'warning', word: 'with notes' } : { status: 'ok', word: 'taken' };
}

function Document(props: { document: ImportedDocument; outcomes: readonly ImportOutcome[] }) {
  const { document, outcomes } = props;
  const { status, word } = statusOf(document);
  const outcomeOf = ({ document: of }: PlannedSlo) =>
    outcomes.find(({ name, modelId }) => name === of.name && modelId === of.modelId);
  return (
    <li className={styles['document']}>
      <div className={styles['head']}>
        <StatusMark status={status}>{word}</StatusMark>
        <span className={styles['kind']}>{document.kind}</span>
        <span className={styles['name']}>{document.name}</span>
        {document.becomes === null ? null : <span className={styles['quiet']}>{document.becomes}</span>}
      </div>
      {document.slos.length === 0 ? null : (
        <ul className={styles['slos']}>
          {document.slos.map((slo) => (
            <Planned key={`${slo.document.modelId} ${slo.document.name}`} slo={slo} outcome={outcomeOf(slo)} />
          ))}
        </ul>
      )}
      {document.problems.length === 0 ? null : (
        <ul className={styles['problems']}>
          {document.problems.map(({ path, message, severity }) => (
            <li key={`${path} ${message}`} data-severity={severity}>
              {path === '' ? null : <code>{path}</code>} {message}
            </li>
          ))}
        </ul>
      )}
    </li>
  );
}

/** In numbers: what an import would do. */
export function planWords({ documents, create, update, unchanged, refused }: SloImportPlan): string {
  const parts = [
    create > 0 ? plural(create, 'new SLO') : '',
    update > 0 ? `${update} changed` : '',
    unchanged > 0 ? `${unchanged} as ${unchanged === 1 ? 'it is' : 'they are'}` : '',
    refused > 0 ? `${plural(refused, 'document')} refused` : '',
  ].filter((part) => part !== '');
  return `${plural(documents.length, 'document')}: ${parts.length === 0 ? 'no SLO' : parts.join(', ')}`;
}

/** Nothing is to be said of it but that it belongs to others. */
function isQuiet({ ok, problems, slos }: ImportedDocument): boolean {
  return ok && problems.length === 0 && slos.length === 0;
}

function kindsOf(documents: readonly ImportedDocument[]): string {
  return [...Map.groupBy(documents, ({ kind }) => kind)].map(([kind, of]) => `${of.length} ${kind}`).join(', ');
}

const RANK = { critical: 0, warning: 1, ok: 2 } as const;

/** Refusals first, then what is taken with notes; what only belongs to SLOs is a count that opens. */
export function PlanView(props: { plan: SloImportPlan; outcomes: readonly ImportOutcome[] }) {
  const rank = (document: ImportedDocument) => RANK[statusOf(document).status] + (document.slos.length > 0 ? 0 : 0.5);
  const { documents } = props.plan;
  const told = documents.filter((document) => !isQuiet(document)).toSorted((a, b) => rank(a) - rank(b));
  const quiet = documents.filter(isQuiet);
  const list = (of: readonly ImportedDocument[], label: string) => (
    <ul className={styles['documents']} aria-label={label}>
      {of.map((document, index) => (
        <Document key={`${index} ${document.kind} ${document.name}`} document={document} outcomes={props.outcomes} />
      ))}
    </ul>
  );
  return (
    <>
      {told.length === 0 ? null : list(told, 'Documents')}
      {quiet.length === 0 ? null : (
        <details className={styles['quietOnes']}>
          <summary>
            {plural(quiet.length, 'document')} taken as {quiet.length === 1 ? 'it is' : 'they are'}: {kindsOf(quiet)}
          </summary>
          {list(quiet, 'Documents that others refer to')}
        </details>
      )}
    </>
  );
}
