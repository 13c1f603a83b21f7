'use client';

import type { ThresholdPreview } from '@leeway/services';
import { useState } from 'react';
import { DriftStrip } from '../../ui/charts/drift-strip.tsx';
import { StripEnds } from '../../ui/charts/strip-ends.tsx';
import { formatRatio } from '../../ui/charts/format-ratio.ts';
import { DataTable } from '../../ui/data-table.tsx';
import { Button } from '../../ui/button.tsx';
import { Facts } from '../../ui/facts.tsx';
import { formatDuration } from '../../ui/format/format-duration.ts';
import { formatCount, plural } from '../../ui/format/format-number.ts';
import { StatusMark } from '../../ui/status-mark.tsx';
import { metricWords, thresholdText } from '../models/metric-words.ts';
import styles from './new-model.module.css';
import referenceStyles from './reference.module.css';

const FIRST_SHOWN = 8;
const MAX_SHOWN = 200;

function Numbers({ preview }: { preview: ThresholdPreview }) {
  const { counts, windows } = preview;
  return (
    <Facts
      facts={[
        { label: 'Windows of the reference', value: <b>{formatCount(windows)}</b> },
        { label: 'Would have been critical', value: formatCount(counts.critical) },
        { label: 'Warning', value: formatCount(counts.warning) },
        { label: 'Too few events', value: formatCount(counts.insufficient) },
        { label: 'Events in a window', value: formatCount(Math.round(preview.windowN)) },
      ]}
    />
  );
}

/** What production would have said of the reference's own windows. */
function Strip({ preview }: { preview: ThresholdPreview }) {
  const { series } = preview;
  const first = series[0];
  const last = series.at(-1);
  if (first === undefined || last === undefined) return null;
  return (
    <figure className={referenceStyles.strip}>
      <figcaption className={styles.note}>
        Worst feature ÷ critical, each of the reference’s own windows; the hairline is critical
      </figcaption>
      <DriftStrip
        label="the reference under these settings"
        heightPx={56}
        bars={series.map(({ endMs, ratio, verdict }) => ({
          startMs: endMs - preview.paneMs,
          ratio: verdict === 'insufficient' ? null : ratio,
          verdict,
        }))}
      />
      <StripEnds fromMs={first.endMs} toMs={last.endMs}>
        windows of {formatDuration(preview.paneMs * preview.windowPanes)}, one each {formatDuration(preview.paneMs)}
      </StripEnds>
    </figure>
  );
}

type FeaturePreview = ThresholdPreview['features'][number];

/** Rates are judged by how far they are above their usual value, which is not zero. */
const ABOVE_USUAL: ReadonlySet<string> = new Set(['missingRate', 'newCategoryRate', 'outOfRangeRate']);

/** Largest value ÷ critical threshold; null without both. */
function reached({ metric, usual, largest, critical }: FeaturePreview['thresholds'][number]): number | null {
  if (largest === null || critical === null) return null;
  const base = ABOVE_USUAL.has(metric) ? (usual ?? 0) : 0;
  return critical > base ? Math.max(0, (largest - base) / (critical - base)) : null;
}

/** The metric that came nearest to its threshold, or the first with one where there are no windows. */
function nearest({ thresholds }: FeaturePreview): FeaturePreview['thresholds'][number] | undefined {
  return thresholds
    .toSorted((a, b) => (reached(b) ?? -1) - (reached(a) ?? -1))
    .find(({ critical }) => critical !== null);
}

function FeatureRow({ feature, hasWindows }: { feature: FeaturePreview; hasWindows: boolean }) {
  const metric = nearest(feature);
  const text = (value: number | null | undefined) =>
    metric === undefined || value === null || value === undefined ? '–' : thresholdText(metric.metric, value);
  const ratio = metric === undefined ? null : reached(metric);
  return (
    <tr>
      <th scope="row">
        <code className={styles.clip}>{feature.feature}</code>
      </th>
      <td>{metric === undefined ? 'no threshold' : metricWords(metric.metric).short}</td>
      {hasWindows ? (
        <>
          <td data-number="" className={styles.wideCell}>
            {text(metric?.usual)}
          </td>
          <td data-number="" className={styles.wideCell}>
            {text(metric?.largest)}
          </td>
        </>
      ) : null}
      <td data-number="" className={styles.wideCell}>
        {text(metric?.warn)}
      </td>
      <td data-number="">{text(metric?.critical)}</td>
      {hasWindows ? (
        <td className={referenceStyles.afterNumber}>
          {feature.counts.critical > 0 ? (
            <StatusMark status="critical">{plural(feature.counts.critical, 'time')}</StatusMark>
          ) : feature.counts.warning > 0 ? (
            <StatusMark status="warning">{plural(feature.counts.warning, 'time')}</StatusMark>
          ) : (
            <StatusMark status="ok">{ratio === null ? 'ok' : `${formatRatio(ratio)} × critical`}</StatusMark>
          )}
        </td>
      ) : null}
    </tr>
  );
}

function Head({ hasWindows }: { hasWindows: boolean }) {
  return (
    <thead>
      <tr>
        <th scope="col">Feature</th>
        <th scope="col">Nearest metric</th>
        {hasWindows ? (
          <>
            <th scope="col" data-number="" className={styles.wideCell}>
              Usual
            </th>
            <th scope="col" data-number="" className={styles.wideCell}>
              Largest
            </th>
          </>
        ) : null}
        <th scope="col" data-number="" className={styles.wideCell}>
          Warning
        </th>
        <th scope="col" data-number="">
          Critical
        </th>
        {hasWindows ? (
          <th scope="col" className={referenceStyles.afterNumber}>
            Would have been
          </th>
        ) : null}
      </tr>
    </thead>
  );
}

function FeatureThresholds({ preview }: { preview: ThresholdPreview }) {
  const [isAll, setIsAll] = useState(false);
  const hasWindows = preview.windows > 0;
  const shown = preview.features.slice(0, isAll ? MAX_SHOWN : FIRST_SHOWN);
  const more = Math.min(preview.features.length, MAX_SHOWN) - shown.length;
  return (
    <>
      <DataTable caption="Thresholds by feature" dense>
        <Head hasWindows={hasWindows} />
        <tbody>
          {shown.map((feature) => (
            <FeatureRow key={feature.feature} feature={feature} hasWindows={hasWindows} />
          ))}
        </tbody>
      </DataTable>
      {more > 0 ? (
        <div>
          <Button size="small" onClick={() => setIsAll(true)}>
            Show {plural(more, 'more feature')}
          </Button>
        </div>
      ) : null}
    </>
  );
}

function Finding({ preview }: { preview: ThresholdPreview }) {
  const { counts, windows, worst } = preview;
  if (windows === 0)
    return <StatusMark status="unknown">There is no whole window to try these settings on.</StatusMark>;
  if (counts.insufficient === windows)
    return (
      <StatusMark status="warning">
        No window has enough events to be judged: make it longer, or ask for fewer.
      </StatusMark>
    );
  if (counts.critical > 0)
    return (
      <StatusMark status="warning">
        Its own reference would have been critical in {plural(counts.critical, 'window')}
        {worst === null ? '' : `, worst ${worst.feature}`}: is it calm enough?
      </StatusMark>
    );
  return <StatusMark status="ok">Nothing of the reference itself would have been critical.</StatusMark>;
}

/** What the settings mean for this very data. */
export function ThresholdPreviewView({ preview }: { preview: ThresholdPreview }) {
  return (
    <div className={styles.stack}>
      <Numbers preview={preview} />
      <p data-testid="finding" className={referenceStyles.finding}>
        <Finding preview={preview} />
      </p>
      <Strip preview={preview} />
      {preview.note === null ? null : <p className={styles.note}>{preview.note}</p>}
      <FeatureThresholds preview={preview} />
    </div>
  );
}
