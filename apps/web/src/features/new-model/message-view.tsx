'use client';

import type { InspectedRecord } from '@leeway/contracts';
import { KeyValue, type Fact } from '../../ui/facts.tsx';
import { formatCount, plural } from '../../ui/format/format-number.ts';
import { formatBothZones } from '../../ui/format/format-time.ts';
import { StatusMark } from '../../ui/status-mark.tsx';
import { refusalParts } from './inspection-words.ts';
import { indentJson } from './indent-json.ts';
import styles from './new-model.module.css';
import messageStyles from './messages.module.css';

const SHOWN_OF_EVENT = [
  'id',
  'model',
  'version',
  'score',
  'prediction',
  'label',
  'latencyMs',
  'status',
  'part',
] as const;

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value ?? null);
}

/** Bytes that are no text are shown as they were opened, where they could be. */
function shownText({ encoding, raw, opened }: InspectedRecord): string {
  if (encoding === 'text') return indentJson(raw);
  return opened === null ? raw : indentJson(opened);
}

/** The bytes as text. Always text: whatever a topic carries is never markup here. */
export function RawMessage({ record }: { record: InspectedRecord }) {
  const headers = Object.entries(record.headers);
  return (
    <div className={messageStyles.pane} role="group" aria-label="The message as it came">
      <h3>As it came</h3>
      <p className={styles.note}>
        {record.valueBytes === null ? 'no value' : plural(record.valueBytes, 'byte')}
        {record.encoding === 'base64'
          ? `, not text: ${record.opened === null ? 'as base64' : 'as its schema reads it'}`
          : ''}
        {record.rawIsCut ? `, the first ${formatCount(record.raw.length)} characters` : ''}
      </p>
      <pre className={messageStyles.raw} tabIndex={0} role="group" aria-label="Value of the message">
        {shownText(record)}
      </pre>
      {record.key === null && headers.length === 0 ? null : (
        <KeyValue
          className={messageStyles.small}
          facts={[
            ...(record.key === null ? [] : [{ label: 'key', value: <code>{record.key}</code> }]),
            ...headers.map(([name, value]) => ({ label: `header ${name}`, value: <code>{value}</code> })),
          ]}
        />
      )}
    </div>
  );
}

/** In UTC and in the zone of whoever looks, once where they are the same. */
function zonesOf(ms: number): string {
  return [...new Set(formatBothZones(ms).split(' · '))].join(' · ');
}

function factsOf(event: Record<string, unknown>): Fact[] {
  const facts: Fact[] = SHOWN_OF_EVENT.flatMap((name) =>
    event[name] === undefined || event[name] === null || event[name] === ''
      ? []
      : [{ label: name, value: <code>{textOf(event[name])}</code> }],
  );
  const { time } = event;
  if (typeof time === 'number' && Math.abs(time) <= 8.64e15)
    facts.splice(2, 0, {
      label: 'time',
      value: <time dateTime={new Date(time).toISOString()}>{zonesOf(time)}</time>,
    });
  return facts;
}

function Features({ features }: { features: unknown }) {
  if (typeof features !== 'object' || features === null) return null;
  const entries = Object.entries(features);
  if (entries.length === 0) return <p className={styles.quiet}>no features</p>;
  return (
    <>
      <h4 className={messageStyles.subhead}>{plural(entries.length, 'feature')}</h4>
      <KeyValue facts={entries.map(([name, value]) => ({ label: name, value: <code>{textOf(value)}</code> }))} />
    </>
  );
}

function Refused({ record }: { record: InspectedRecord }) {
  const { path, reason } = refusalParts(record.problem ?? 'it does not fit');
  return (
    <>
      <StatusMark status={record.kind === 'refused' ? 'critical' : 'unknown'}>
        {record.kind === 'refused' ? 'refused' : record.kind}
      </StatusMark>
      <KeyValue
        facts={[
          ...(path === null ? [] : [{ label: 'at', value: <code>{path}</code> }]),
          { label: 'reason', value: reason },
        ]}
      />
      {record.kind === 'refused' ? (
        <p className={styles.note}>
          In production it would go to the dead letters with these words and not be counted.
        </p>
      ) : null}
    </>
  );
}

/** What the mapping makes of the message: events, or why not. */
export function DecodedMessage({ record, carries }: { record: InspectedRecord; carries: string }) {
  const fits = record.kind === carries;
  return (
    <div className={messageStyles.pane} role="group" aria-label="The message as Leeway reads it">
      <h3>As Leeway reads it</h3>
      {fits ? (
        <p className={styles.note}>
          {record.rows === 0 ? 'nothing to count in it' : plural(record.rows, 'event')}
          {record.eventsAreCut ? ', cut for this view' : ''}
        </p>
      ) : null}
      <div className={messageStyles.decoded} tabIndex={0} role="group" aria-label="Decoded message">
        {fits
          ? record.events.map((event, index) => (
              <div key={index} className={messageStyles.event}>
                <KeyValue facts={factsOf(event)} />
                <Features features={event['features']} />
              </div>
            ))
          : null}
        {fits ? null : <Refused record={record} />}
      </div>
    </div>
  );
}
