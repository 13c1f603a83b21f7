import { DAY_MS, type AlarmHistory } from '../../alarms/alarm-counts.ts';
import { addPaneCells } from '../../alarms/pane-cells.ts';
import type { Pane } from '../../pane/pane.ts';
import type { AlarmColumn } from './alarm-columns.ts';

/** A stretch to learn from. Days count from its start; those left out stay empty. */
export type AlarmStretch = { startMs: number; stepMs: number; steps: number; leftOutDays?: readonly number[] };

export type AlarmHistories = {
  /** Takes a pane of the stretch; others are passed over. */
  add: (startMs: number, pane: Pane) => void;
  histories: readonly AlarmHistory[];
};

/** Bytes that the counts of one column take while it is learnt. */
export function historyBytes({ width }: AlarmColumn, { steps }: AlarmStretch): number {
  return steps * width * Uint32Array.BYTES_PER_ELEMENT;
}

/** Counts panes of a stretch step by step, for some columns. */
export function createAlarmHistories(columns: readonly AlarmColumn[], stretch: AlarmStretch): AlarmHistories {
  const { startMs, stepMs, steps } = stretch;
  const leftOut = new Set(stretch.leftOutDays);
  const counted = columns.map((column) => ({ column, counts: new Uint32Array(steps * column.width) }));
  return {
    add: (paneStartMs, pane) => {
      const step = Math.floor((paneStartMs - startMs) / stepMs);
      if (step < 0 || step >= steps || leftOut.has(Math.floor((paneStartMs - startMs) / DAY_MS))) return;
      for (const { column, counts } of counted)
        addPaneCells(column.layout, column.feature, pane.counts, counts, step * column.width);
    },
    histories: counted.map(({ counts }) => ({ startMs, stepMs, steps, counts })),
  };
}
