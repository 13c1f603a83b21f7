'use client';

import type { PrometheusView } from '@leeway/services';
import { Section } from '../../../ui/section.tsx';
import { StatusMark } from '../../../ui/status-mark.tsx';
import { Time } from '../../../ui/time.tsx';
import styles from './promql.module.css';

/** What an SLO asks of Prometheus, how far it was answered, and what keeps it from going on. */
export function PrometheusSection({ view }: { view: PrometheusView }) {
  const { source, query, total, countedToMs, problem } = view;
  return (
    <Section title="Prometheus" note={source === '' ? 'the only data source' : source} className={styles['section']}>
      <dl className={styles['facts']}>
        <dt>{total === '' ? 'Query' : 'Query, part of the total'}</dt>
        <dd>
          <code>{query}</code>
        </dd>
        {total === '' ? null : (
          <>
            <dt>Total</dt>
            <dd>
              <code>{total}</code>
            </dd>
          </>
        )}
        <dt>Counted up to</dt>
        <dd>{countedToMs === null ? 'nothing yet; the worker asks within a minute' : <Time ms={countedToMs} />}</dd>
        {problem === null ? null : (
          <>
            <dt>Problem</dt>
            <dd>
              <StatusMark status="warning">not answered</StatusMark> {problem.message} <Time ms={problem.atMs} />
            </dd>
          </>
        )}
      </dl>
    </Section>
  );
}
