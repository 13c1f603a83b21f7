'use client';

import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { SlicesView } from '@leeway/services';
import { useTRPC } from '../../trpc/client.tsx';
import { DataTable } from '../../ui/data-table.tsx';
import { formatCount } from '../../ui/format/format-number.ts';
import { Section } from '../../ui/section.tsx';
import { Time } from '../../ui/time.tsx';
import { metricNumber, metricWords, thresholdNumber } from './metric-words.ts';
import styles from './model-page.module.css';
import { VerdictMark } from './verdict-mark.tsx';

function Worst({ worst }: { worst: SlicesView['slices'][number]['worst'] }) {
  if (worst === null) return '–';
  const { feature, metric, value, critical } = worst;
  return (
    <>
      <code className={styles.topic}>{feature}</code> {metricWords(metric).row} {metricNumber(metric, value)}
      {critical !== null && <span className={styles.quiet}> critical from {thresholdNumber(metric, critical)}</span>}
    </>
  );
}

function Table({ sliceBy, slices }: SlicesView) {
  if (slices.length === 0)
    return <p className={styles.quiet}>The reference has no category named {sliceBy}, so nothing is counted by it.</p>;
  return (
    <>
      <DataTable caption={`Drift by slices of ${sliceBy}`} dense>
        <thead>
          <tr>
            <th scope="col">{sliceBy}</th>
            <th scope="col" data-number="">
              Events
            </th>
            <th scope="col">Worst of the window</th>
            <th scope="col">Verdict</th>
          </tr>
        </thead>
        <tbody>
          {slices.map(({ value, n, worst, verdict }) => (
            <tr key={value}>
              <th scope="row">{value}</th>
              <td data-number="">{formatCount(n)}</td>
              <td data-wrap="" className={styles.sentence}>
                <Worst worst={worst} />
              </td>
              <td>
                <VerdictMark verdict={verdict} />
              </td>
            </tr>
          ))}
        </tbody>
      </DataTable>
      <p className={styles.note}>
        Each slice against the reference of all events: one that always differed from the rest shows here as well. Of
        this window alone; {sliceBy} itself is left out. Slices alert nobody.
      </p>
    </>
  );
}

/** The newest window by slices, for models that have them; nothing for others. */
export function SlicesSection({ modelId, fromMs, toMs }: { modelId: string; fromMs: number; toMs: number }) {
  const trpc = useTRPC();
  const { data } = useQuery(
    trpc.models.slices.queryOptions({ modelId, fromMs, toMs }, { placeholderData: keepPreviousData }),
  );
  if (data === undefined || data === null) return null;
  const { window } = data;
  return (
    <Section
      title={`Slices by ${data.sliceBy}`}
      note={
        window !== null && (
          <>
            window to <Time ms={window.endMs} as="clock-seconds" />
          </>
        )
      }
    >
      {window === null ? <p className={styles.quiet}>No window of this stretch was judged.</p> : <Table {...data} />}
    </Section>
  );
}
