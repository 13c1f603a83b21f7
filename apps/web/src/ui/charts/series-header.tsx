'use client';

import styles from './charts.module.css';
import { useCrosshairMs } from './crosshair.tsx';
import { formatClock } from './format-clock.ts';
import type { Series } from './series-types.ts';
import { useTimeFrame } from './time-panels.tsx';

type SeriesHeaderProps = {
  title: string;
  note?: string | undefined;
  series: Series[];
  format: (value: number) => string;
  isTable: boolean;
  onToggle: () => void;
};

/** The measured point nearest to the pointer, unless the nearest is a gap's edge further away than the gap allows. */
function valueAt(series: Series, ms: number): number | null {
  let best: { distance: number; value: number | null } = { distance: Number.POSITIVE_INFINITY, value: null };
  for (const point of series.points) {
    const distance = Math.abs(point.ms - ms);
    if (distance < best.distance) best = { distance, value: point.value };
  }
  return best.value;
}

function Readout({ series, format }: { series: Series[]; format: (value: number) => string }) {
  const { zone, scale } = useTimeFrame();
  const ms = useCrosshairMs();
  if (ms === null) return null;
  const style = scale.toMs - scale.fromMs < 30 * 60_000 ? 'second' : 'minute';
  return (
    <span className={styles.headReadout}>
      {formatClock(ms, zone, style)}
      {series.map((one) => {
        const value = valueAt(one, ms);
        return (
          <span key={one.id}>
            {series.length > 1 && <i>{one.label}</i>} <b>{value === null ? 'no value' : format(value)}</b>
          </span>
        );
      })}
    </span>
  );
}

/** Title, keys of more than one series, the readout under the pointer, and the way to the table. */
export function SeriesHeader({ title, note, series, format, isTable, onToggle }: SeriesHeaderProps) {
  return (
    <header className={styles.panelHead}>
      <div className={styles.headWords}>
        <h3>{title}</h3>
        {note !== undefined && <span className={styles.note}>{note}</span>}
        {series.length > 1 &&
          series.map((one) => (
            <span key={one.id} className={styles.seriesKey}>
              <svg width="18" height="8" className={styles.svg} aria-hidden="true">
                <path
                  d="M0 4h18"
                  stroke={`var(--${one.style})`}
                  strokeWidth="1.5"
                  style={{ strokeDasharray: `var(--${one.style}-dash)` }}
                />
              </svg>
              {one.label}
            </span>
          ))}
      </div>
      <div className={styles.headEnd}>
        {!isTable && <Readout series={series} format={format} />}
        <button type="button" className={styles.toggle} aria-pressed={isTable} onClick={onToggle}>
          {isTable ? 'View as chart' : 'View as table'}
        </button>
      </div>
    </header>
  );
}
