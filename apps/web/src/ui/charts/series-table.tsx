'use client';

import styles from './charts.module.css';
import { formatClock } from './format-clock.ts';
import type { Series } from './series-types.ts';

type SeriesTableProps = { caption: string; series: Series[]; zone: string; format: (value: number) => string };

const MAX_ROWS = 500;

/** Newest first, every measured instant of any series; a chart's content for those who read tables. */
export function SeriesTable({ caption, series, zone, format }: SeriesTableProps) {
  const instants = [
    ...new Set(series.flatMap((one) => one.points.filter((point) => point.value !== null).map((point) => point.ms))),
  ];
  const rows = instants.toSorted((a, b) => b - a).slice(0, MAX_ROWS);
  const byInstant = series.map((one) => new Map(one.points.map((point) => [point.ms, point])));
  return (
    <div className={styles.tableScroll} role="region" aria-label={caption} tabIndex={0}>
      <table className={styles.table}>
        <caption className={styles.hidden}>{caption}</caption>
        <thead>
          <tr>
            <th scope="col">Time, {zone}</th>
            {series.map((one) => (
              <th key={one.id} scope="col" className={styles.number}>
                {one.label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((ms) => (
            <tr key={ms}>
              <th scope="row">
                <time dateTime={new Date(ms).toISOString()}>{formatClock(ms, zone, 'day-minute')}</time>
              </th>
              {byInstant.map((points, index) => {
                const point = points.get(ms);
                const value = point?.value ?? null;
                const half =
                  point?.high !== null && point?.high !== undefined && value !== null
                    ? ` ±${format(point.high - value)}`
                    : '';
                return (
                  <td key={series[index]?.id} className={styles.number}>
                    {value === null ? '–' : `${format(value)}${half}`}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
      {instants.length > MAX_ROWS && (
        <p className={styles.note}>
          The newest {MAX_ROWS} of {instants.length} points.
        </p>
      )}
    </div>
  );
}
