'use client';

import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTRPC } from '../../trpc/client.tsx';
import { errorWords, QueryPanel } from '../../trpc/query-panel.tsx';
import { Button } from '../../ui/button.tsx';
import { SkeletonRows } from '../../ui/skeleton.tsx';
import { StatusMark } from '../../ui/status-mark.tsx';
import { ColumnNames } from './column-names.tsx';
import { DraftView } from './draft-view.tsx';
import { freezeInput, madeFromOf } from './made-from.ts';
import type { StepProps } from './messages-step.tsx';
import styles from './new-model.module.css';
import { PositiveClass } from './positive-class.tsx';
import { ProgressLine } from './progress-line.tsx';
import { SourceChoice } from './source-choice.tsx';
import { StepActions } from './step-section.tsx';
import { StretchForm } from './stretch-form.tsx';
import { WorkerSilent } from './task-panel.tsx';
import { UploadForm } from './upload-form.tsx';
import { useFreeze } from './use-freeze.ts';
import { keptFile, useUpload } from './use-upload.ts';

/** The draft of the form; nothing is asked while there is none. */
export function useDraft(id: string | null) {
  const trpc = useTRPC();
  return useQuery(
    trpc.models.referenceDraft.queryOptions(
      // Never sent: without an id the query is disabled.
      { draftId: id ?? '' },
      { enabled: id !== null, staleTime: Infinity },
    ),
  );
}

function FromStream(props: StepProps & { hasDraft: boolean; isStale: boolean }) {
  const { topic, values, change } = props;
  const [isTried, setIsTried] = useState(false);
  const freeze = useFreeze(topic, values, change);
  const { view } = freeze;
  const refusal = freeze.failure ?? (freeze.error === null ? null : errorWords(freeze.error).cause);
  function start(): void {
    setIsTried(true);
    if (freezeInput(topic, values) !== null) freeze.start();
  }
  return (
    <div className={styles.stack}>
      <StretchForm values={values} isTried={isTried} change={change} />
      {freeze.isRunning ? (
        <ProgressLine
          label="Freezing the reference"
          share={view?.progress ?? 0}
          words={view === undefined || view.progressText === '' ? 'waiting for a worker' : view.progressText}
        />
      ) : null}
      {view?.state === 'queued' ? <WorkerSilent key={view.id} /> : null}
      {refusal === null || freeze.isRunning ? null : (
        <div className={styles.notice} role="alert">
          <StatusMark status="critical">not frozen</StatusMark>
          <p>{refusal}</p>
        </div>
      )}
      <div>
        <Button
          variant={props.hasDraft && !props.isStale ? 'default' : 'primary'}
          busy={freeze.isRunning}
          onClick={start}
        >
          {props.hasDraft ? 'Freeze again' : 'Use this stretch'}
        </Button>
      </div>
    </div>
  );
}

/** Rows that are sent; also on the page of a model that exists. */
export function FromFile(props: Omit<StepProps, 'onNext'> & { isStale: boolean }) {
  const { topic, values, change } = props;
  const upload = useUpload(topic, values, change);
  const file = keptFile(topic);
  return (
    <div className={styles.stack}>
      {values.labels === 'topic' || values.task !== 'binary' ? null : (
        <PositiveClass
          value={values.positiveClass}
          seen={[]}
          onChange={(positiveClass) => change((before) => ({ ...before, positiveClass }))}
        />
      )}
      <ColumnNames columns={values.columns} onChange={(columns) => change((before) => ({ ...before, columns }))} />
      <UploadForm state={upload.state} onFile={upload.send} onStop={upload.stop} />
      {props.isStale && file !== null && upload.state.kind !== 'sending' ? (
        <div>
          <Button variant="primary" onClick={() => upload.send(file)}>
            Send {file.name} again
          </Button>
        </div>
      ) : null}
    </div>
  );
}

function OutOfDate() {
  return (
    <div className={styles.notice} role="status">
      <StatusMark status="warning">out of date</StatusMark>
      <p>Something that this reference was made from has changed. Freeze it again to go on.</p>
    </div>
  );
}

function whyNotUsable(isUsable: boolean, query: ReturnType<typeof useDraft>): string | null {
  if (isUsable) return null;
  if (query.data === undefined) return query.isError ? 'Freeze it again first.' : 'Reading it…';
  return 'It has been used already: freeze it again.';
}

/** What counts as normal: a stretch of the stream, or rows from a file. Frozen first, looked at, then used. */
export function ReferenceStep(props: StepProps) {
  const { topic, values, change, onNext } = props;
  const { draft } = values;
  const query = useDraft(draft?.id ?? null);
  const isStale = draft !== null && draft.madeFrom !== madeFromOf(topic, values);
  const isUsable = draft !== null && !isStale && query.data !== undefined && query.data.usedFor === null;
  const missing = draft === null ? 'Freeze a reference first.' : isStale ? 'Freeze it again first.' : null;
  return (
    <>
      <p className={styles.lead}>
        What should count as normal? Drift is the difference to it: take rows from when the model did well.
      </p>
      <SourceChoice value={values.source} onChange={(source) => change((before) => ({ ...before, source }))} />
      {values.source === 'file' ? (
        <FromFile {...props} isStale={isStale} />
      ) : (
        <FromStream {...props} hasDraft={draft !== null} isStale={isStale} />
      )}
      {isStale ? <OutOfDate /> : null}
      {draft === null ? null : (
        <QueryPanel
          what="The reference"
          query={query}
          skeleton={<SkeletonRows rows={6} label="The reference is loading" />}
        >
          {(data) => (
            <DraftView
              draft={data}
              kinds={values.kinds}
              onKinds={(kinds) => change((before) => ({ ...before, kinds }))}
            />
          )}
        </QueryPanel>
      )}
      <StepActions next="Continue to thresholds" missing={missing ?? whyNotUsable(isUsable, query)} onNext={onNext} />
    </>
  );
}
