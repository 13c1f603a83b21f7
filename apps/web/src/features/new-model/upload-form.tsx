'use client';

import { useState } from 'react';
import { Button } from '../../ui/button.tsx';
import { classNames } from '../../ui/class-names.ts';
import { StatusMark } from '../../ui/status-mark.tsx';
import styles from './new-model.module.css';
import referenceStyles from './reference.module.css';
import { ProgressLine } from './progress-line.tsx';
import type { UploadState } from './use-upload.ts';

const UNITS = ['B', 'kB', 'MB', 'GB'] as const;

export function formatBytes(bytes: number): string {
  let value = bytes;
  let unit = 0;
  while (value >= 1_000 && unit < UNITS.length - 1) {
    value /= 1_000;
    unit += 1;
  }
  return `${unit === 0 || value >= 100 ? Math.round(value) : value.toFixed(1)} ${UNITS[unit] ?? ''}`;
}

/** A file input over the whole place: browsers open it by click and by key, and take what is dropped on it. */
function DropZone(props: { onFile: (file: File) => void }) {
  const [isOver, setIsOver] = useState(false);
  return (
    <div className={classNames(referenceStyles.drop, isOver && referenceStyles.dropOver)}>
      <span aria-hidden="true">
        Drop a CSV or JSON Lines file here, or <span className={referenceStyles.dropWord}>choose one…</span>
      </span>
      <input
        type="file"
        aria-label="Reference file, CSV or JSON Lines"
        accept=".csv,.tsv,.jsonl,.ndjson,.json,text/csv,application/json"
        onDragEnter={() => setIsOver(true)}
        onDragLeave={() => setIsOver(false)}
        onDrop={() => setIsOver(false)}
        onChange={(event) => {
          const file = event.target.files?.[0];
          // The same file may be chosen again after it was corrected.
          event.target.value = '';
          if (file !== undefined) props.onFile(file);
        }}
      />
    </div>
  );
}

/** Training rows from a file: what it should hold, and how far it has got. */
export function UploadForm(props: { state: UploadState; onFile: (file: File) => void; onStop: () => void }) {
  const { state } = props;
  if (state.kind === 'sending') {
    const isCounted = state.sent >= state.total;
    return (
      <div className={styles.stack}>
        <ProgressLine
          label={`Sending ${state.name}`}
          share={state.total === 0 ? 0 : state.sent / state.total}
          words={isCounted ? 'counting the last rows' : `${formatBytes(state.sent)} of ${formatBytes(state.total)}`}
        />
        <div>
          <Button size="small" onClick={props.onStop}>
            Stop
          </Button>
        </div>
      </div>
    );
  }
  return (
    <div className={styles.stack}>
      <DropZone onFile={props.onFile} />
      <p className={styles.note}>
        CSV: a header line, a column for each feature; the columns <code>score</code>, <code>prediction</code>,{' '}
        <code>label</code> and <code>time</code> are taken for what they are called. JSON Lines: one prediction a line,
        as Leeway’s own JSON, or a flat object. At most 2 GiB.
      </p>
      {state.kind === 'failed' ? (
        <div className={styles.notice} role="alert">
          <StatusMark status="critical">not taken</StatusMark>
          <p>
            <code>{state.name}</code>: {state.reason}
          </p>
        </div>
      ) : null}
    </div>
  );
}
