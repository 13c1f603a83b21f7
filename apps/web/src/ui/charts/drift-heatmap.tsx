'use client';

import { useId } from 'react';
import styles from './charts.module.css';
import { HeatPicture } from './heat-picture.tsx';
import { HeatReadout, TapReadout } from './heat-readout.tsx';
import { useTimeFrame } from './time-panels.tsx';
import { HEAT_ROW_PX, useHeatCursor, type HeatCursorInput } from './use-heat-cursor.ts';

export { HEAT_ROW_PX } from './use-heat-cursor.ts';

/** Rows: worst first, those that people must see. Columns: start of each; they cover the panels' range end to end. */
export type DriftHeatmapProps = HeatCursorInput & {
  /** One sentence for those who don't see the picture. */
  summary: string;
  selectedId: string | null;
};

/** Features × time on the sounding ramp; judgement is the contour. A panel of <TimePanels>. */
export function DriftHeatmap({ summary, selectedId, ...input }: DriftHeatmapProps) {
  const { scale, gutter, widthPx } = useTimeFrame();
  const id = useId();
  const state = useHeatCursor(input);
  const { hover, cursor, active, edges, words } = state;
  return (
    <div className={styles.heat}>
      <div
        role="grid"
        tabIndex={0}
        className={styles.heatGrid}
        aria-label={summary}
        aria-rowcount={state.shown.length}
        aria-colcount={edges.length - 1}
        aria-activedescendant={`${id}-cell`}
        aria-describedby={`${id}-keys`}
        {...state.gridHandlers}
      >
        <HeatPicture state={state} selectedId={selectedId} />
        <div className={styles.hidden} role="row" aria-rowindex={cursor.row + 1}>
          <span role="gridcell" id={`${id}-cell`} aria-colindex={cursor.column + 1}>
            {words.name}, {words.when}: {words.reading}
          </span>
        </div>
        <div
          className={styles.plotPointer}
          style={{ left: gutter.left, width: scale.widthPx, height: state.shown.length * HEAT_ROW_PX }}
          {...state.pointer.handlers}
        />
      </div>
      <span id={`${id}-keys`} className={styles.hidden}>
        Arrow keys move, Enter opens the feature.
      </span>
      {hover !== null && hover.source !== 'touch' && (
        <HeatReadout
          words={words}
          xPx={gutter.left + (edges[hover.column] ?? 0)}
          yPx={hover.row * HEAT_ROW_PX}
          widthPx={widthPx}
          rowPx={HEAT_ROW_PX}
        />
      )}
      {hover?.source === 'touch' && active !== undefined && <TapReadout words={words} onOpen={state.open} />}
    </div>
  );
}
