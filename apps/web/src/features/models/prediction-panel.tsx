'use client';

import type { DriftHeatmap } from '@leeway/services';
import { SeriesPanel } from '../../ui/charts/series-panel.tsx';
import { drawnRatio, drawnRatioText } from './drawn-ratio.ts';

type PredictionPanelProps = { row: DriftHeatmap['rows'][number]; heatmap: DriftHeatmap };

/** Drift of the model's own answers, as a line: the first thing that a broken input changes. */
export function PredictionPanel({ row, heatmap }: PredictionPanelProps) {
  const points = heatmap.columns.map((startMs, column) => ({
    ms: startMs + heatmap.columnMs / 2,
    value: drawnRatio(row.ratios[column] ?? null, row.marks[column] !== 'i'),
  }));
  const now =
    row.now === null ? 'not measured now' : `${drawnRatioText(row.now.ratio)} times its critical threshold now`;
  return (
    <SeriesPanel
      title="Prediction drift"
      note="score, worst metric ÷ critical"
      summary={`Drift of the prediction: ${now}.`}
      series={[{ id: 'prediction', label: 'prediction', style: 's1', points }]}
      thresholds={[{ value: 1, label: 'critical', tone: 'crit' }]}
      min={0}
      minSpan={1}
      heightPx={72}
      format={drawnRatioText}
      formatTick={String}
    />
  );
}
