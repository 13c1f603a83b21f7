'use client';

import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { IngestView, ModelDetail } from '@leeway/services';
import dynamic from 'next/dynamic';
import { useTRPC } from '../../trpc/client.tsx';
import { QueryPanel } from '../../trpc/query-panel.tsx';
import { DataTable } from '../../ui/data-table.tsx';
import { formatCount } from '../../ui/format/format-number.ts';
import { Section } from '../../ui/section.tsx';
import { SkeletonRows } from '../../ui/skeleton.tsx';
import { Time } from '../../ui/time.tsx';
import { IngestCounts } from './ingest-counts.tsx';
import { IngestObservations } from './ingest-observations.tsx';
import styles from './model-page.module.css';
import { useQueryRange } from './use-query-range.ts';

// What reads and edits mappings is as large as the rest of the page: fetched with this tab only.
const MappingSection = dynamic(
  () => import('../new-model/mapping-section.tsx').then((module) => module.MappingSection),
  { loading: () => <SkeletonRows rows={2} label="The mapping is loading" /> },
);

function Partitions({ partitions }: { partitions: IngestView['partitions'] }) {
  if (partitions.length === 0) return <p className={styles.quiet}>No partition was read yet.</p>;
  return (
    <DataTable caption="Partitions with their positions" dense>
      <thead>
        <tr>
          <th scope="col">Topic</th>
          <th scope="col" data-number="">
            Partition
          </th>
          <th scope="col" data-number="" className={styles.wide}>
            Next offset
          </th>
          <th scope="col" data-number="">
            Watermark
          </th>
          <th scope="col" data-number="">
            Lag
          </th>
          <th scope="col" data-number="" className={styles.wide}>
            Read
          </th>
        </tr>
      </thead>
      <tbody>
        {partitions.map((partition) => (
          <tr key={`${partition.topic} ${partition.partition}`}>
            <td data-wrap="">
              <code className={styles.topic}>{partition.topic}</code>
            </td>
            <td data-number="">{partition.partition}</td>
            <td data-number="" className={styles.wide}>
              {partition.nextOffset}
            </td>
            <td data-number="">
              {partition.watermarkMs === 0 ? '–' : <Time ms={partition.watermarkMs} as="clock-seconds" />}
            </td>
            <td data-number="">{formatCount(partition.lag)}</td>
            <td data-number="" className={styles.wide}>
              <Time ms={partition.updatedAtMs} />
            </td>
          </tr>
        ))}
      </tbody>
    </DataTable>
  );
}

/** Which partitions are not read on, and what they need. */
function Waiting({ partitions }: { partitions: IngestView['partitions'] }) {
  const waiting = partitions.filter(({ waitsFor }) => waitsFor !== null);
  if (waiting.length === 0) return null;
  return (
    <ul aria-label="Partitions that are not read on">
      {waiting.map(({ topic, partition, waitsFor }) => (
        <li key={`${topic} ${partition}`}>
          <code className={styles.topic}>{topic}</code> {partition}: {waitsFor}
        </li>
      ))}
    </ul>
  );
}

function Gaps({ gaps }: { gaps: IngestView['gaps'] }) {
  if (gaps.length === 0)
    return <p className={styles.quiet}>No offset was skipped: every record was either counted or dead-lettered.</p>;
  return (
    <DataTable caption="Gaps in the data" dense>
      <thead>
        <tr>
          <th scope="col">Found</th>
          <th scope="col">Topic, partition</th>
          <th scope="col" data-number="">
            Offsets
          </th>
          <th scope="col">Reason</th>
        </tr>
      </thead>
      <tbody>
        {gaps.map((gap) => (
          <tr key={`${gap.topic} ${gap.partition} ${gap.fromOffset}`}>
            <td>
              <Time ms={gap.detectedAtMs} as="moment" />
            </td>
            <td data-wrap="">
              <code className={styles.topic}>{gap.topic}</code> {gap.partition}
            </td>
            <td data-number="">
              {gap.fromOffset} to {gap.toOffset}
            </td>
            <td data-wrap="">{gap.reason}</td>
          </tr>
        ))}
      </tbody>
    </DataTable>
  );
}

function countNote(count: number): string | undefined {
  return count === 0 ? undefined : formatCount(count);
}

function gapNote({ gaps, totals }: IngestView): string | undefined {
  return totals.gaps > gaps.length ? `newest ${gaps.length} of ${formatCount(totals.gaps)}` : countNote(gaps.length);
}

/** What was read, what came late, what could not be read, and where each partition stands. Nothing is dropped silently. */
export function IngestTab({ model }: { model: ModelDetail }) {
  const trpc = useTRPC();
  const { fromMs, toMs } = useQueryRange();
  const query = useQuery(
    trpc.models.ingest.queryOptions({ modelId: model.id, fromMs, toMs }, { placeholderData: keepPreviousData }),
  );
  return (
    <QueryPanel what="Ingest" query={query} skeleton={<SkeletonRows rows={6} label="Ingest is loading" />}>
      {(ingest) => (
        <div className={styles.stack}>
          <Section title="Data quality">
            <IngestCounts ingest={ingest} model={model} />
          </Section>
          <MappingSection model={model} />
          <Section title="Unexpected features" note={countNote(ingest.observations.length)}>
            <IngestObservations observations={ingest.observations} max={ingest.maxObservations} />
          </Section>
          <Section title="Partitions" note={`${model.partitions.live} of ${model.partitions.total} live`}>
            <Waiting partitions={ingest.partitions} />
            <Partitions partitions={ingest.partitions} />
          </Section>
          <Section title="Data gaps" note={gapNote(ingest)}>
            <Gaps gaps={ingest.gaps} />
          </Section>
        </div>
      )}
    </QueryPanel>
  );
}
