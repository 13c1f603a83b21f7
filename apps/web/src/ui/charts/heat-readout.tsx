'use client';

import styles from './charts.module.css';
import { formatClock } from './format-clock.ts';
import { formatRatio } from './format-ratio.ts';
import type { HeatCursor } from './heat-cursor.ts';
import type { HeatRow } from './heat-row.ts';

type HeatReadoutInput = { row: HeatRow | undefined; column: number; startMs: number; endMs: number; zone: string };

/** Words for one cell; the same for the eye and the ear. */
export function describeCell({ row, column, startMs, endMs, zone }: HeatReadoutInput): {
  name: string;
  when: string;
  reading: string;
} {
  const style = endMs - startMs < 60_000 ? 'second' : 'minute';
  const mark = row?.marks[column];
  const ratio = row?.ratios[column] ?? null;
  const judged = ratio === null ? 'no events' : `${formatRatio(ratio)} × critical`;
  return {
    name: row?.label ?? '',
    when: `${formatClock(startMs, zone, style)} to ${formatClock(endMs, zone, style)}`,
    reading: mark === 'i' ? 'too few events to judge' : judged,
  };
}

type HeatReadoutProps = {
  cell: ReturnType<typeof describeCell>;
  cursor: HeatCursor;
  xPx: number;
  yPx: number;
  widthPx: number;
  rowPx: number;
};

/** A small slip beside the pointer; it never takes the pointer itself. */
export function HeatReadout({ cell, xPx, yPx, widthPx, rowPx }: HeatReadoutProps) {
  const isRightHalf = xPx > widthPx / 2;
  return (
    <div
      className={styles.readout}
      style={
        isRightHalf ? { right: widthPx - xPx + 12, top: yPx + rowPx + 6 } : { left: xPx + 12, top: yPx + rowPx + 6 }
      }
    >
      <b>{cell.name}</b> {cell.reading}
      <span>{cell.when}</span>
    </div>
  );
}
