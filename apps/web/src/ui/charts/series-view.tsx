'use client';

import { lazy, Suspense } from 'react';
import styles from './charts.module.css';
import { SeriesMarks } from './series-marks.tsx';
import { SeriesRules, type ValueScale } from './series-rules.tsx';
import type { Pending, Series, Threshold } from './series-types.ts';
import { useTimeFrame } from './time-panels.tsx';
import { usePlotPointer } from './use-plot-pointer.ts';

const SeriesPlot = lazy(() => import('./series-plot.tsx'));
const PAD_PX = 6;

type SeriesViewProps = {
  series: Series[];
  domain: [number, number];
  summary: string;
  thresholds: Threshold[];
  pending: Pending | undefined;
  heightPx: number;
  format: (value: number) => string;
  formatTick: (value: number) => string;
};

/** The picture of a panel in three layers: rules, lines (lazy), marks; the first is there before the lines come. */
export function SeriesView(props: SeriesViewProps) {
  const { series, domain, summary, thresholds, pending, heightPx, format, formatTick } = props;
  const { scale, gutter, widthPx } = useTimeFrame();
  const pointer = usePlotPointer();
  const plotPx = heightPx - 2 * PAD_PX;
  const [low, high] = domain;
  const values: ValueScale = { domain, plotPx, y: (value) => PAD_PX + ((high - value) / (high - low)) * plotPx };
  return (
    <div className={styles.plot} style={{ height: heightPx }}>
      <div role="img" aria-label={summary}>
        <SeriesRules values={values} gutter={gutter} widthPx={widthPx} heightPx={heightPx} format={formatTick} />
        <div className={styles.lines} style={{ top: PAD_PX, height: plotPx }}>
          <Suspense fallback={null}>
            <SeriesPlot
              series={series}
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
          last={series[0]?.points.findLast((point) => point.value !== null)}
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
  );
}
