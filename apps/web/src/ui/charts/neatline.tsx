'use client';

import styles from './charts.module.css';
import { neatlineIntervals } from './neatline-intervals.ts';
import { timeScale, type TimeScale } from './time-scale.ts';
import { timeTicks } from './time-ticks.ts';
import { useTimeFrame } from './time-panels.tsx';
import { useChartZone } from './use-chart-zone.ts';

type NeatlineLabels = 'above' | 'below' | 'none';

/** Room that a label of five to eight characters needs. */
const LABEL_PX = 56;
const BAR_PX = 4;

function anchorAt(x: number, widthPx: number, isOpen: boolean): 'start' | 'middle' | 'end' {
  if (isOpen || (x >= 20 && x <= widthPx - 20)) return 'middle';
  return x < 20 ? 'start' : 'end';
}

/** Ruled border with alternate intervals filled. `isOpen`: labels may stand over the ends, since there are gutters. */
function NeatlineShapes({
  scale,
  zone,
  labels,
  isOpen,
}: {
  scale: TimeScale;
  zone: string;
  labels: NeatlineLabels;
  isOpen: boolean;
}) {
  const maxTicks = Math.max(2, Math.floor(scale.widthPx / LABEL_PX));
  const ticks = timeTicks({ fromMs: scale.fromMs, toMs: scale.toMs, zone, maxTicks });
  const barY = labels === 'above' ? 15.5 : 0.5;
  return (
    <>
      {neatlineIntervals(ticks, scale).map(({ x, width }) => (
        <rect key={x} className={styles.neatFill} x={x} y={barY - 0.5} width={width} height={BAR_PX} />
      ))}
      <rect className={styles.neatFrame} x={0.5} y={barY} width={Math.max(0, scale.widthPx - 1)} height={BAR_PX - 1} />
      {labels !== 'none' &&
        ticks.map((tick) => {
          const x = scale.x(tick.ms);
          return (
            <text key={tick.ms} x={x} y={labels === 'above' ? 11 : 17} textAnchor={anchorAt(x, scale.widthPx, isOpen)}>
              {tick.label}
            </text>
          );
        })}
    </>
  );
}

function heightOf(labels: NeatlineLabels): number {
  return labels === 'none' ? BAR_PX : 20;
}

type NeatlineProps = { fromMs: number; toMs: number; widthPx: number; labels?: NeatlineLabels };

/** The axis by itself, for a table's head over a column of strips. */
export function Neatline({ fromMs, toMs, widthPx, labels = 'above' }: NeatlineProps) {
  const zone = useChartZone();
  return (
    <svg width={widthPx} height={heightOf(labels)} className={styles.svg} aria-hidden="true">
      <NeatlineShapes scale={timeScale(fromMs, toMs, widthPx)} zone={zone} labels={labels} isOpen={false} />
    </svg>
  );
}

/** The axis of <TimePanels>. */
export function NeatlinePanel({ labels = 'below' }: { labels?: NeatlineLabels }) {
  const { scale, gutter, widthPx, zone } = useTimeFrame();
  return (
    <svg width={widthPx} height={heightOf(labels)} className={styles.svg} aria-hidden="true">
      <g transform={`translate(${gutter.left} 0)`}>
        <NeatlineShapes scale={scale} zone={zone} labels={labels} isOpen />
      </g>
    </svg>
  );
}
