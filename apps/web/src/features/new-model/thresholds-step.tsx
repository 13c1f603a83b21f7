'use client';

import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useEffect, useMemo, useState } from 'react';
import { useTRPC } from '../../trpc/client.tsx';
import { errorWords } from '../../trpc/query-panel.tsx';
import { ErrorPanel } from '../../ui/error-panel.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import type { StepProps } from './messages-step.tsx';
import styles from './new-model.module.css';
import { StepActions } from './step-section.tsx';
import { ThresholdPreviewView } from './threshold-preview.tsx';
import { thresholdsOf, type ThresholdSettings } from './threshold-values.ts';
import { ThresholdsForm } from './thresholds-form.tsx';

const PAUSE_MS = 300;

function useSettledText(text: string | null): string | null {
  const [settled, setSettled] = useState(text);
  useEffect(() => {
    if (text === null || text === settled) return undefined;
    const timer = setTimeout(() => setSettled(text), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [text, settled]);
  return settled;
}

function usePreview(draftId: string | null, thresholds: ThresholdSettings | null) {
  const trpc = useTRPC();
  const text = thresholds === null ? null : JSON.stringify(thresholds);
  const settled = useSettledText(text);
  const asked = settled === null ? null : (JSON.parse(settled) as ThresholdSettings);
  const query = useQuery({
    ...trpc.models.previewThresholds.queryOptions(
      // Never sent: without a draft or settings the query is disabled.
      { draftId: draftId ?? '', ...(asked ?? { paneMs: 0, windowPanes: 0 }) },
      { placeholderData: keepPreviousData, staleTime: Infinity },
    ),
    enabled: draftId !== null && asked !== null,
  });
  return { query, isUpdating: query.isFetching || (text !== null && text !== settled) };
}

/** How strict, how long, how many: chosen in front of what they would have said of the reference. */
export function ThresholdsStep({ values, change, onNext }: StepProps) {
  const { thresholds, errors } = useMemo(() => thresholdsOf(values), [values]);
  const { query, isUpdating } = usePreview(values.draft?.id ?? null, thresholds);
  const faults = Object.keys(errors).length;
  return (
    <>
      <div className={styles.halves}>
        <ThresholdsForm values={values} errors={errors} thresholds={thresholds} change={change} />
        <div role="group" aria-label="Preview" aria-busy={isUpdating}>
          <p className={styles.previewHead}>
            <b>Preview</b>{' '}
            <span className={styles.quiet}>what these settings would have said of the reference itself</span>
            <span className={`${styles.end} ${styles.quiet}`} aria-live="polite">
              {thresholds === null ? 'of the last usable entries' : isUpdating ? 'updating…' : ''}
            </span>
          </p>
          {query.isError ? (
            <ErrorPanel what="The preview" {...errorWords(query.error)} onRetry={() => void query.refetch()} />
          ) : null}
          {query.data === undefined ? (
            query.isError ? null : (
              <div role="status" aria-label="The preview is loading" className={styles.stack}>
                <Skeleton width={280} height={32} />
                <Skeleton height={220} />
              </div>
            )
          ) : (
            <ThresholdPreviewView preview={query.data} />
          )}
        </div>
      </div>
      <StepActions
        next="Continue to the model"
        missing={faults === 0 ? null : `${faults} ${faults === 1 ? 'field needs' : 'fields need'} a look.`}
        onNext={onNext}
      />
    </>
  );
}
