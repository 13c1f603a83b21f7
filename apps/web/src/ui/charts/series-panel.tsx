'use client';

import { lazy, Suspense, useMemo, useState } from 'react';
import { ChangeLane } from './change-lane.tsx';
import styles from './charts.module.css';
import { decimateSeries, withGaps } from './decimate-series.ts';
import { SeriesHeader } from './series-header.tsx';
import { SeriesMarks } from './series-marks.tsx';
import { SeriesRules, type ValueScale } from './series-rules.tsx';
import { SeriesTable } from './series-table.tsx';
import type { Series, Threshold } from './series-types.ts';
import { useTimeFrame } from './time-panels.tsx';
import { usePlotPointer } from './use-plot-pointer.ts';
import { valueDomain } from './value-domain.ts';

const SeriesPlot = lazy(() => import('./series-plot.tsx'));

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
  pending?: { fromMs: number; label: string } | undefined;
  /** Draws the change markers between the title and the plot, for a panel that stands alone. */
  hasLane?: boolean | undefined;
};

const NO_THRESHOLDS: Threshold[] = [];
const PAD_PX = 6;

/** Lines over time with error bands, thresholds, change lines and the shared crosshair. A panel of <TimePanels>. */
export function SeriesPanel(props: SeriesPanelProps) {
  const {
    title,
    note,
    summary,
    series,
    thresholds = NO_THRESHOLDS,
    format,
    formatTick = format,
    heightPx = 112,
    min,
    max,
    minSpan,
    hasLane = false,
    pending,
  } = props;
  const { scale, gutter, widthPx, zone } = useTimeFrame();
  const [isTable, setIsTable] = useState(false);
  const pointer = usePlotPointer();
  const drawn = useMemo(
    () =>
      series.map((one) => ({
        ...one,
        points: decimateSeries(
          one.stepMs === undefined ? one.points : withGaps(one.points, one.stepMs),
          Math.max(64, scale.widthPx),
        ),
      })),
    [series, scale.widthPx],
  );
  const domain = useMemo(
    () =>
      valueDomain({
        points: drawn.flatMap((one) => one.points),
        include: thresholds.map(({ value }) => value),
        min,
        max,
        minSpan,
      }),
    [drawn, thresholds, min, max, minSpan],
  );
  const plotPx = heightPx - 2 * PAD_PX;
  const values: ValueScale = {
    domain,
    plotPx,
    y: (value) => PAD_PX + ((domain[1] - value) / (domain[1] - domain[0])) * plotPx,
  };
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
          {hasLane && <ChangeLane label="" />}
          <div className={styles.plot} style={{ height: heightPx }}>
            <div role="img" aria-label={summary}>
              <SeriesRules values={values} gutter={gutter} widthPx={widthPx} heightPx={heightPx} format={formatTick} />
              <div className={styles.lines} style={{ top: PAD_PX, height: plotPx }}>
                <Suspense fallback={null}>
                  <SeriesPlot
                    series={drawn}
                    domain={domain}
                    fromMs={scale.fromMs}
                    toMs={scale.toMs}
                    widthPx={widthPx}
                    heightPx={plotPx}
                    leftPx={gutter.left}
                    rightPx={gutter.right}
                  />
                </Suspense>
              </div>
              <SeriesMarks
                values={values}
                heightPx={heightPx}
                thresholds={thresholds}
                pending={pending}
                last={drawn[0]?.points.findLast((point) => point.value !== null)}
                selection={pointer.selection}
                format={format}
              />
            </div>
            <div
              className={styles.plotPointer}
              style={{ left: gutter.left, width: scale.widthPx, height: heightPx }}
              {...pointer.handlers}
            />
          </div>
        </>
      )}
    </section>
  );
}
