'use client';

import styles from './charts.module.css';
import { formatClock } from './format-clock.ts';
import { formatRatio } from './format-ratio.ts';
import type { HeatRow } from './heat-row.ts';

type HeatmapTableProps = {
  caption: string;
  rows: HeatRow[];
  columns: number[];
  columnMs: number;
  zone: string;
  onOpen: (id: string) => void;
};

/** What a reader needs of each row: how it stands, its worst moment, how long it was beyond critical. */
function summaryOf(row: HeatRow): { worst: number | null; worstColumn: number; beyond: number; measured: number } {
  let worst: number | null = null;
  let worstColumn = 0;
  let beyond = 0;
  let measured = 0;
  for (const [column, ratio] of row.ratios.entries()) {
    if (ratio === null || row.marks[column] === 'i') continue;
    measured += 1;
    if (ratio >= 1) beyond += 1;
    if (worst === null || ratio > worst) [worst, worstColumn] = [ratio, column];
  }
  return { worst, worstColumn, beyond, measured };
}

/** The heatmap's content for those who read tables: one row a feature. */
export function HeatmapTable({ caption, rows, columns, columnMs, zone, onOpen }: HeatmapTableProps) {
  const style = columnMs < 60_000 ? 'second' : 'day-minute';
  return (
    <div className={styles.tableScroll} role="region" aria-label={caption} tabIndex={0}>
      <table className={styles.table}>
        <caption className={styles.hidden}>{caption}</caption>
        <thead>
          <tr>
            <th scope="col">Feature</th>
            <th scope="col" className={styles.number}>
              Now ÷ critical
            </th>
            <th scope="col">Verdict</th>
            <th scope="col" className={styles.number}>
              Worst
            </th>
            <th scope="col">at</th>
            <th scope="col" className={styles.number}>
              Beyond critical
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => {
            const { worst, worstColumn, beyond, measured } = summaryOf(row);
            return (
              <tr key={row.id}>
                <th scope="row">
                  <button type="button" className={styles.rowButton} onClick={() => onOpen(row.id)}>
                    {row.label}
                  </button>
                </th>
                <td className={styles.number}>{row.now === null ? '–' : formatRatio(row.now.ratio)}</td>
                <td>{row.now === null ? 'not measured' : row.now.verdict}</td>
                <td className={styles.number}>{worst === null ? '–' : formatRatio(worst)}</td>
                <td>{worst === null ? '–' : formatClock(columns[worstColumn] ?? 0, zone, style)}</td>
                <td className={styles.number}>
                  {beyond} of {measured}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}
