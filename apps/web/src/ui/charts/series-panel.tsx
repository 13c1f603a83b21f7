'use client';

import { lazy, Suspense, useMemo, useState } from 'react';
import { ChangeLines } from './change-lines.tsx';
import styles from './charts.module.css';
import { Crosshair } from './crosshair.tsx';
import { decimateSeries, withGaps } from './decimate-series.ts';
import { SeriesHeader } from './series-header.tsx';
import { SeriesTable } from './series-table.tsx';
import type { Series, Threshold } from './series-types.ts';
import { useTimeFrame } from './time-panels.tsx';
import { usePlotPointer } from './use-plot-pointer.ts';
import { valueDomain } from './value-domain.ts';
import { valueTicks } from './value-ticks.ts';

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
  heightPx?: number | undefined;
  min?: number | undefined;
  max?: number | undefined;
  minSpan?: number | undefined;
};

const NO_THRESHOLDS: Threshold[] = [];
const PAD_PX = 6;

/** Lines over time with error bands, thresholds, change lines and the shared crosshair. A panel of <TimePanels>. */
export function SeriesPanel(props: SeriesPanelProps) {
  const { title, note, summary, series, thresholds = NO_THRESHOLDS, format, heightPx = 112, min, max, minSpan } = props;
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
  const [low, high] = domain;
  const plotPx = heightPx - 2 * PAD_PX;
  const y = (value: number): number => PAD_PX + ((high - value) / (high - low)) * plotPx;
  const inner = { ...scale };
  const last = drawn[0]?.points.findLast((point) => point.value !== null);
  const ticks = valueTicks(low, high, Math.max(2, Math.round(plotPx / 34)));
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
        <div className={styles.plot} style={{ height: heightPx }}>
          <div role="img" aria-label={summary}>
            <svg width={widthPx} height={heightPx} className={styles.under} aria-hidden="true">
              {ticks.map((tick) => (
                <g key={tick}>
                  <path className={styles.grid} d={`M${gutter.left} ${Math.round(y(tick)) + 0.5}h${inner.widthPx}`} />
                  <text x={gutter.left - 8} y={y(tick) + 4} textAnchor="end">
                    {format(tick)}
                  </text>
                </g>
              ))}
            </svg>
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
            <svg width={widthPx} height={heightPx} className={styles.over} aria-hidden="true">
              <g transform={`translate(${gutter.left} 0)`}>
                {thresholds.map((threshold) => (
                  <g key={threshold.label}>
                    <path
                      className={styles[`limit-${threshold.tone}`]}
                      d={`M0 ${Math.round(y(threshold.value)) + 0.5}H${inner.widthPx}`}
                    />
                    <text className={styles[`word-${threshold.tone}`]} x={6} y={y(threshold.value) - 4}>
                      {threshold.label}
                    </text>
                  </g>
                ))}
                <ChangeLines fromPx={0} toPx={heightPx} />
                <Crosshair heightPx={heightPx} />
                {pointer.selection !== null && (
                  <rect
                    className={styles.selection}
                    x={pointer.selection.fromPx}
                    width={pointer.selection.toPx - pointer.selection.fromPx}
                    height={heightPx}
                  />
                )}
              </g>
              {last !== undefined && last.value !== null && (
                <text className={styles.textInk} x={widthPx - 2} y={y(last.value) + 4} textAnchor="end">
                  {format(last.value)}
                  {last.high !== null && last.high !== undefined && (
                    <tspan x={widthPx - 2} dy={13} className={styles.textThird}>
                      ±{format(last.high - last.value)}
                    </tspan>
                  )}
                </text>
              )}
            </svg>
          </div>
          <div
            className={styles.plotPointer}
            style={{ left: gutter.left, width: scale.widthPx, height: heightPx }}
            {...pointer.handlers}
          />
        </div>
      )}
    </section>
  );
}
