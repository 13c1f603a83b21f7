'use client';

import type { MetricId } from '@leeway/drift';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTRPC } from '../../trpc/client.tsx';
import styles from './feature-panel.module.css';
import { metricWords } from './metric-words.ts';

/** Formula, meaning and error of the metrics in the table, asked for when somebody wants to know. */
export function MetricsExplained({ ids }: { ids: readonly MetricId[] }) {
  const trpc = useTRPC();
  const [isOpen, setIsOpen] = useState(false);
  const query = useQuery(trpc.models.metrics.queryOptions(undefined, { enabled: isOpen, staleTime: Infinity }));
  const texts = (query.data ?? []).filter(({ id }) => ids.includes(id));
  return (
    <details className={styles.explained} onToggle={({ currentTarget }) => setIsOpen(currentTarget.open)}>
      <summary>What these metrics are</summary>
      {query.isError && <p>They could not be read. Close and open this to try again.</p>}
      {query.isLoading && <p role="status">Reading …</p>}
      <ul>
        {texts.map(({ id, label, formula, meaning, source, errorBound }) => (
          <li key={id}>
            <b>{metricWords(id).short}</b> {label}. {meaning} Formula: {formula}. Error from counts: {errorBound}. (
            {source})
          </li>
        ))}
      </ul>
    </details>
  );
}
