'use client';

import type { Sampled, SliceService, SlicesView, SliceVerdict, SliceView } from '@leeway/services';
import { Fragment, useState } from 'react';
import { formatShare } from '../../../ui/charts/format-share.ts';
import { DataTable } from '../../../ui/data-table.tsx';
import { formatCount, formatFixed } from '../../../ui/format/format-number.ts';
import { ExpandButton } from '../../../ui/expand-button.tsx';
import { metricNumber, metricWords, thresholdNumber } from '../metric-words.ts';
import { VerdictMark } from '../verdict-mark.tsx';
import { SliceShapes } from './slice-shapes.tsx';
import styles from './slices.module.css';

const COLUMNS = 8;

function shareWords({ value, halfWidth }: Sampled): string {
  return `${formatShare(value)} ±${formatShare(halfWidth)}`;
}

function Compared({ verdict: { verdict, worst }, hasChance }: { verdict: SliceVerdict; hasChance?: boolean }) {
  return (
    <>
      <VerdictMark verdict={verdict} />
      {worst !== null && (
        <span className={styles.worst}>
          <code>{worst.feature}</code> {metricWords(worst.metric).row} {metricNumber(worst.metric, worst.value)}
          <span className={styles.quiet}>
            {hasChance === true &&
              worst.chance !== null &&
              `, by chance to ${metricNumber(worst.metric, worst.chance)}`}
            {worst.critical !== null && `, critical from ${thresholdNumber(worst.metric, worst.critical)}`}
          </span>
        </span>
      )}
    </>
  );
}

function NumberCell({ label, text }: { label: string; text: string | null }) {
  return (
    <td data-label={label} data-number="" data-empty={text === null ? '' : undefined}>
      {text ?? '–'}
    </td>
  );
}

function ServiceCells({ service: { errors, score, latencyP95Ms, estimatedAuc } }: { service: SliceService }) {
  const around = (value: number, halfWidth: number) => `${formatFixed(value, 3)} ±${formatFixed(halfWidth, 3)}`;
  return (
    <>
      <NumberCell label="Errors" text={errors === null ? null : shareWords(errors)} />
      <NumberCell label="p95, ms" text={latencyP95Ms === null ? null : formatCount(latencyP95Ms)} />
      <NumberCell label="Mean score" text={score === null ? null : around(score.value, score.halfWidth)} />
      <NumberCell
        label="AUC, estimated"
        text={estimatedAuc === null ? null : around(estimatedAuc.value, (estimatedAuc.high - estimatedAuc.low) / 2)}
      />
    </>
  );
}

function SliceRow({ slice, isOpen, onToggle }: { slice: SliceView; isOpen: boolean; onToggle: () => void }) {
  const { value, n, share, referenceShare, fromRest, fromReference, service, shapes } = slice;
  const name = value === '' ? '(empty)' : value;
  return (
    <>
      <tr>
        <th scope="row" aria-label={name}>
          {shapes.length === 0 || n === 0 ? (
            name
          ) : (
            <ExpandButton isOpen={isOpen} what="its distributions" onToggle={onToggle}>
              {name}
            </ExpandButton>
          )}
        </th>
        <td data-label="Events" data-number="">
          {formatCount(n)}
          <span className={styles.under}>
            {shareWords(share)}, was {formatShare(referenceShare)}
          </span>
        </td>
        <td data-label="Rest" data-wrap="">
          <Compared verdict={fromRest} hasChance />
        </td>
        <td data-label="Reference" data-wrap="">
          <Compared verdict={fromReference} />
        </td>
        <ServiceCells service={service} />
      </tr>
      {isOpen && (
        <tr data-details="">
          <td colSpan={COLUMNS}>
            <SliceShapes name={name} shapes={shapes} />
          </td>
        </tr>
      )}
    </>
  );
}

type SlicesTableProps = {
  sliceBy: string;
  window: NonNullable<SlicesView['window']>;
  slices: readonly SliceView[];
};

/** The whole window, then its slices, what stands out from the rest first. */
export function SlicesTable({ sliceBy, window, slices }: SlicesTableProps) {
  const [open, setOpen] = useState<string | null>(null);
  return (
    <>
      <DataTable caption={`Slices of ${sliceBy} beside the rest of the window`} dense stacked className={styles.table}>
        <thead>
          <tr>
            <th scope="col">{sliceBy}</th>
            <th scope="col" data-number="">
              Events
            </th>
            <th scope="col">Beside the rest</th>
            <th scope="col">Beside the reference</th>
            <th scope="col" data-number="">
              Errors
            </th>
            <th scope="col" data-number="">
              p95, ms
            </th>
            <th scope="col" data-number="">
              Mean score
            </th>
            <th scope="col" data-number="">
              AUC, estimated
            </th>
          </tr>
        </thead>
        <tbody>
          <tr data-group-end="">
            <th scope="row">all</th>
            <td data-label="Events" data-number="">
              {formatCount(window.n)}
            </td>
            <td data-empty="">–</td>
            <td data-empty="">–</td>
            <ServiceCells service={window.service} />
          </tr>
          {slices.map((slice) => (
            <Fragment key={slice.value}>
              <SliceRow
                slice={slice}
                isOpen={open === slice.value}
                onToggle={() => setOpen(open === slice.value ? null : slice.value)}
              />
            </Fragment>
          ))}
        </tbody>
      </DataTable>
      <p className={styles.note}>
        Of this window alone, what stands out from the rest of it first; {sliceBy} itself is left out. ± is half of the
        95 % interval. Beside the reference of all events a slice that always differed shows as well. Labels are not
        counted by slice: AUC is what the slice’s scores let expect. Slices alert nobody.
      </p>
    </>
  );
}
