'use client';

import { NeatlinePanel } from './neatline.tsx';
import { SeriesPanel, type SeriesPanelProps } from './series-panel.tsx';
import { TimePanels, type TimePanelsProps } from './time-panels.tsx';

export type TimeSeriesProps = SeriesPanelProps & Omit<TimePanelsProps, 'children' | 'minHeightPx'>;

/** One chart over time by itself: change markers, lines, neatline. Several on one axis: <TimePanels> with <SeriesPanel>s. */
export function TimeSeries(props: TimeSeriesProps) {
  const { fromMs, toMs, zone, changes, gutter, narrowGutter, onRangeSelect, ...panel } = props;
  const hasLane = changes !== undefined && changes.length > 0;
  return (
    <TimePanels
      fromMs={fromMs}
      toMs={toMs}
      zone={zone}
      changes={changes}
      gutter={gutter}
      narrowGutter={narrowGutter}
      onRangeSelect={onRangeSelect}
      minHeightPx={(props.heightPx ?? 112) + 48 + (hasLane ? 36 : 0)}
    >
      <SeriesPanel {...panel} hasLane={hasLane} />
      <NeatlinePanel />
    </TimePanels>
  );
}
