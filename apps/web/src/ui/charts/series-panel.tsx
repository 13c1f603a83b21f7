'use client';

import { useMemo, useState } from 'react';
import { ChangeLane } from './change-lane.tsx';
import styles from './charts.module.css';
import { decimateSeries, withGaps } from './decimate-series.ts';
import { SeriesHeader } from './series-header.tsx';
import { SeriesTable } from './series-table.tsx';
import type { Pending, Series, Threshold } from './series-types.ts';
import { SeriesView } from './series-view.tsx';
import { useTimeFrame } from './time-panels.tsx';
import { valueDomain } from './value-domain.ts';

export type SeriesPanelProps = {
  title: string;
  /** A few quiet words after the title. */
  note?: string | undefined;
  /** One sentence for those who don't see the picture. */
  summary: string;
  series: Series[];
  thresholds?: Threshold[] | undefined;
  format: (value: number) => string;
  /** For the axis, where round values need fewer digits; `format` unless told. */
  formatTick?: ((value: number) => string) | undefined;
  heightPx?: number | undefined;
  min?: number | undefined;
  max?: number | undefined;
  minSpan?: number | undefined;
  /** From here on values are still to come (labels that are due): hatched, not a gap. */
  pending?: Pending | undefined;
  /** Draws the change markers between the title and the plot, for a panel that stands alone. */
  hasLane?: boolean | undefined;
};

const NO_THRESHOLDS: Threshold[] = [];
const MIN_POINTS = 64;

/** Lines over time with error bands, thresholds, change lines and the shared crosshair. A panel of <TimePanels>. */
export function SeriesPanel(props: SeriesPanelProps) {
  const { title, note, summary, series, thresholds = NO_THRESHOLDS, format, min, max, minSpan } = props;
  const { scale, zone } = useTimeFrame();
  const [isTable, setIsTable] = useState(false);
  const maxPoints = Math.max(MIN_POINTS, scale.widthPx);
  const drawn = useMemo(
    () =>
      series.map((one) => ({
        ...one,
        points: decimateSeries(one.stepMs === undefined ? one.points : withGaps(one.points, one.stepMs), maxPoints),
      })),
    [series, maxPoints],
  );
  const domain = useMemo(() => {
    const include = thresholds.map(({ value }) => value);
    return valueDomain({ points: drawn.flatMap((one) => one.points), include, min, max, minSpan });
  }, [drawn, thresholds, min, max, minSpan]);
  return (
    <section className={styles.panel} aria-label={title}>
      <SeriesHeader
        title={title}
        note={note}
        series={drawn}
        format={format}
        isTable={isTable}
        onToggle={() => setIsTable(!isTable)}
      />
      {isTable ? (
        <SeriesTable caption={`${title} by time`} series={series} zone={zone} format={format} />
      ) : (
        <>
          {props.hasLane === true && <ChangeLane label="" />}
          <SeriesView
            series={drawn}
            domain={domain}
            summary={summary}
            thresholds={thresholds}
            pending={props.pending}
            heightPx={props.heightPx ?? 112}
            format={format}
            formatTick={props.formatTick ?? format}
          />
        </>
      )}
    </section>
  );
}
