'use client';

import { useState } from 'react';
import { Button } from '../../ui/button.tsx';
import { StatusMark } from '../../ui/status-mark.tsx';
import type { FormValues } from './form-values.ts';
import { stretchOf } from './made-from.ts';
import styles from './new-model.module.css';
import { ProgressLine } from './progress-line.tsx';
import { StretchForm } from './stretch-form.tsx';
import { WorkerSilent } from './task-panel.tsx';
import type { useModelStretch } from './use-model-stretch.ts';

/** A stretch of a model's own topic becomes a draft. */
export function StretchOfModel(props: {
  freeze: ReturnType<typeof useModelStretch>;
  values: FormValues;
  change: (change: (values: FormValues) => FormValues) => void;
}) {
  const { values, freeze } = props;
  const [isTried, setIsTried] = useState(false);
  const { view, draftId } = freeze;
  function start(): void {
    setIsTried(true);
    const { stretch } = stretchOf(values);
    if (stretch !== null) freeze.start(stretch);
  }
  return (
    <div className={styles.stack}>
      <StretchForm values={values} isTried={isTried} change={props.change} />
      {freeze.isRunning ? (
        <ProgressLine
          label="Freezing the reference"
          share={view?.progress ?? 0}
          words={view === undefined || view.progressText === '' ? 'waiting for a worker' : view.progressText}
        />
      ) : null}
      {view?.state === 'queued' ? <WorkerSilent key={view.id} /> : null}
      {freeze.refusal === null || freeze.isRunning ? null : (
        <div className={styles.notice} role="alert">
          <StatusMark status="critical">not frozen</StatusMark>
          <p>{freeze.refusal}</p>
        </div>
      )}
      <div>
        <Button busy={freeze.isRunning} onClick={start}>
          {draftId === null ? 'Use this stretch' : 'Freeze again'}
        </Button>
      </div>
    </div>
  );
}
