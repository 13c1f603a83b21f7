'use client';

import type { InspectedRecord } from '@leeway/contracts';
import { useState } from 'react';
import { classNames } from '../../ui/class-names.ts';
import { Button } from '../../ui/button.tsx';
import { plural } from '../../ui/format/format-number.ts';
import { StatusMark, StatusShape, type Status } from '../../ui/status-mark.tsx';
import { Time } from '../../ui/time.tsx';
import { fittingCount } from './inspection-words.ts';
import { DecodedMessage, RawMessage } from './message-view.tsx';
import styles from './new-model.module.css';
import messageStyles from './messages.module.css';
import rowStyles from './pressed-row.module.css';

type MessagesProps = {
  records: readonly InspectedRecord[];
  carries: 'predictions' | 'labels';
  partitions: number;
  isUpdating: boolean;
  onAgain: () => void;
};

function statusOf(record: InspectedRecord, carries: string): Status {
  if (record.kind === carries) return 'ok';
  return record.kind === 'refused' ? 'critical' : 'unknown';
}

const idOf = (record: InspectedRecord) => `${record.partition}-${record.offset}`;

/** How many fit, in words, with the worst first. */
export function FitLine({ records, carries }: Pick<MessagesProps, 'records' | 'carries'>) {
  const fitting = fittingCount(records, carries);
  const isAll = fitting === records.length;
  return (
    <span data-testid="fit">
      <StatusMark status={isAll ? 'ok' : fitting === 0 ? 'critical' : 'warning'}>
        {fitting} of {plural(records.length, 'message')} {records.length === 1 ? 'fits' : 'fit'}
      </StatusMark>
    </span>
  );
}

/** The newest messages by their place in the topic; the chosen one beside its own reading. */
export function InspectedMessages(props: MessagesProps) {
  const { records, carries } = props;
  const [chosen, setChosen] = useState<string | null>(null);
  const firstRefused = records.find((record) => record.kind !== carries);
  const shown = records.find((record) => idOf(record) === chosen) ?? firstRefused ?? records[0];
  if (shown === undefined) return null;
  return (
    <div>
      <div className={messageStyles.fitLine}>
        <FitLine records={records} carries={carries} />
        <span className={styles.quiet}>newest of {plural(props.partitions, 'partition')}</span>
        <span className={styles.quiet} aria-live="polite">
          {props.isUpdating ? 'reading again…' : ''}
        </span>
        <Button size="small" className={styles.end} onClick={props.onAgain}>
          Read the newest again
        </Button>
      </div>
      <div className={messageStyles.evidence}>
        <ul className={messageStyles.messages} aria-label="Messages">
          {records.map((record) => (
            <li key={idOf(record)}>
              <button
                type="button"
                className={classNames(rowStyles.row, messageStyles.message)}
                aria-pressed={record === shown}
                onClick={() => setChosen(idOf(record))}
              >
                <span className={messageStyles[statusOf(record, carries)]}>
                  <StatusShape status={statusOf(record, carries)} />
                </span>
                <span className="sr-only">{record.kind === carries ? 'fits' : record.kind}, offset </span>
                <code>
                  {record.partition}/{record.offset}
                </code>
                <Time ms={record.timestampMs} as="clock-seconds" className={styles.quiet} />
              </button>
            </li>
          ))}
        </ul>
        <RawMessage record={shown} />
        <DecodedMessage record={shown} carries={carries} />
      </div>
    </div>
  );
}
