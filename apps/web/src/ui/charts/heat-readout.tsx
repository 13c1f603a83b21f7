'use client';

import styles from './charts.module.css';
import { formatClock } from './format-clock.ts';
import { formatRatio } from './format-ratio.ts';
import type { HeatRow } from './heat-row.ts';

export type CellWords = { name: string; when: string; reading: string };

type CellInput = { row: HeatRow | undefined; column: number; startMs: number; endMs: number; zone: string };

/** Words for one cell; the same for the eye and the ear. */
export function describeCell({ row, column, startMs, endMs, zone }: CellInput): CellWords {
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

type HeatReadoutProps = { words: CellWords; xPx: number; yPx: number; widthPx: number; rowPx: number };

/** A small slip beside the pointer; it never takes the pointer itself. */
export function HeatReadout({ words, xPx, yPx, widthPx, rowPx }: HeatReadoutProps) {
  const top = yPx + rowPx + 6;
  return (
    <div
      className={styles.readout}
      style={xPx > widthPx / 2 ? { right: widthPx - xPx + 12, top } : { left: xPx + 12, top }}
    >
      <b>{words.name}</b> {words.reading}
      <span>{words.when}</span>
    </div>
  );
}

/** Under the grid, for a finger that would cover a slip beside it; opening is a second tap. */
export function TapReadout({ words, onOpen }: { words: CellWords; onOpen: () => void }) {
  return (
    <div className={styles.tapReadout}>
      <span>
        <b>{words.name}</b> {words.reading}, {words.when}
      </span>
      <button type="button" className={styles.tapOpen} onClick={onOpen}>
        Open
      </button>
    </div>
  );
}
