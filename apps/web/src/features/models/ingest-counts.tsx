import type { IngestView, ModelDetail } from '@leeway/services';
import type { ReactNode } from 'react';
import { classNames } from '../../ui/class-names.ts';
import { DataTable } from '../../ui/data-table.tsx';
import { Facts } from '../../ui/facts.tsx';
import { formatDuration } from '../../ui/format/format-duration.ts';
import { formatCount, plural } from '../../ui/format/format-number.ts';
import styles from './model-page.module.css';

type Row = { what: string; count: number; whole: number; meaning: ReactNode };

function shareOf(part: number, whole: number): string {
  if (part === 0 || whole === 0) return '';
  return `${((part / whole) * 100).toPrecision(2)}\u00a0%`;
}

function rowsOf({ totals, dedupWindowMs }: IngestView, model: ModelDetail): Row[] {
  const { events, labels, duplicates, late } = totals;
  const arrived = events + duplicates + late;
  return [
    {
      what: 'Duplicates',
      count: duplicates,
      whole: arrived,
      meaning:
        dedupWindowMs === 0
          ? 'Not looked for: this model has no de-duplication window.'
          : `Id seen before within ${formatDuration(dedupWindowMs)}; not counted again.`,
    },
    {
      what: 'Revised',
      count: totals.revised,
      whole: events,
      meaning: `Came more than ${formatDuration(model.latenessMs)} behind; counted, and their windows judged again.`,
    },
    {
      what: 'Too late',
      count: late,
      whole: arrived,
      meaning: 'More than a day behind the newest of its partition; not counted.',
    },
    {
      what: 'With unknown features',
      count: totals.unknownFeatures,
      whole: events,
      meaning: 'Held a feature that the reference lacks; the others were counted.',
    },
    {
      what: 'Unreadable',
      count: totals.deadLettered,
      whole: arrived + labels + totals.deadLettered,
      meaning: 'Sent to the dead letters with the reason; counted for the topics, which other models may share.',
    },
    {
      what: 'Of unregistered models',
      count: totals.unknownModel,
      whole: arrived + labels + totals.unknownModel,
      meaning: 'Came by these topics and name a model that nobody registered.',
    },
    {
      what: 'Repeated labels',
      count: totals.repeatedLabels,
      whole: labels,
      meaning: 'For a prediction that has its label already; the first stands.',
    },
    {
      what: 'Expired',
      count: totals.expired,
      whole: 0,
      meaning: 'Predictions or labels whose counterpart never came.',
    },
    {
      what: 'Skipped offsets',
      count: totals.gapped,
      whole: 0,
      meaning:
        totals.gaps === 0
          ? 'No record was lost.'
          : `In ${plural(totals.gaps, 'gap')}, listed below with their reasons.`,
    },
  ];
}

/** How much arrived, and each way in which a record can fall short of being counted once and in time. */
export function IngestCounts({ ingest, model }: { ingest: IngestView; model: ModelDetail }) {
  const { events, labels } = ingest.totals;
  return (
    <>
      <Facts
        className={styles.facts}
        facts={[
          { label: 'Predictions, this range', value: formatCount(events) },
          { label: 'Labels, this range', value: formatCount(labels) },
        ]}
      />
      <DataTable caption="What was not counted plainly, and why" dense stacked>
        <thead>
          <tr>
            <th scope="col">Records</th>
            <th scope="col" data-number="">
              Count
            </th>
            <th scope="col" data-number="">
              Share
            </th>
            <th scope="col">Meaning</th>
          </tr>
        </thead>
        <tbody>
          {rowsOf(ingest, model).map(({ what, count, whole, meaning }) => (
            <tr key={what}>
              <th scope="row">{what}</th>
              <td data-number="" data-label="Records">
                {formatCount(count)}
              </td>
              <td data-number="" data-label="Share">
                {shareOf(count, whole)}
              </td>
              <td data-wrap="" data-label="Meaning" className={classNames(styles.quiet, styles.sentence)}>
                {meaning}
              </td>
            </tr>
          ))}
        </tbody>
      </DataTable>
    </>
  );
}
