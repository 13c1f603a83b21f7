'use client';

import type { QualitySeries } from '@leeway/services';
import { SeriesPanel } from '../../ui/charts/series-panel.tsx';
import { formatDuration } from '../../ui/format/format-duration.ts';
import { formatFixed } from '../../ui/format/format-number.ts';
import { aucPoints, newestAuc, stepOf } from './quality-series.ts';
import { usePendingLabels } from './use-pending-labels.ts';

function aucSummary(quality: QualitySeries): string {
  const newest = newestAuc(quality);
  if (newest === undefined || newest.rocAuc === null) return 'No AUC could be measured in this range.';
  const half = newest.halfWidth === null ? '' : ` plus or minus ${formatFixed(newest.halfWidth, 3)}`;
  const reference =
    quality.referenceRocAuc === null ? '' : `; it was ${formatFixed(quality.referenceRocAuc, 3)} on the reference`;
  return `Realised AUC is ${formatFixed(newest.rocAuc, 3)}${half}${reference}.`;
}

type QualityPanelProps = { quality: QualitySeries; heightPx?: number; hasLane?: boolean };

/** Realised AUC with its 95 % interval, on the axis of the panels around it. */
export function QualityPanel({ quality, heightPx = 104, hasLane = false }: QualityPanelProps) {
  const pending = usePendingLabels(quality);
  return (
    <SeriesPanel
      title="AUC"
      note={`realised from labels, due after ${formatDuration(quality.labelDelayMs)}; band = 95 % interval`}
      summary={aucSummary(quality)}
      series={[{ id: 'auc', label: 'AUC', style: 's1', points: aucPoints(quality), stepMs: stepOf(quality) }]}
      thresholds={
        quality.referenceRocAuc === null
          ? []
          : [
              {
                value: quality.referenceRocAuc,
                label: `reference ${formatFixed(quality.referenceRocAuc, 3)}`,
                tone: 'reference',
              },
            ]
      }
      min={0}
      max={1}
      minSpan={0.04}
      heightPx={heightPx}
      hasLane={hasLane}
      pending={pending}
      format={(value) => formatFixed(value, 3)}
    />
  );
}
