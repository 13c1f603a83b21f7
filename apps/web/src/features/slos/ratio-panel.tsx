'use client';

import { budgetShare, formatMinutes, formatPercent, MINUTE_MS, type BudgetPoint } from '@leeway/slo';
import { useId, useState } from 'react';
import { ChangeLines } from '../../ui/charts/change-lines.tsx';
import { Crosshair } from '../../ui/charts/crosshair.tsx';
import { SeriesHeader } from '../../ui/charts/series-header.tsx';
import { SeriesRules, type ValueScale } from '../../ui/charts/series-rules.tsx';
import { SeriesTable } from '../../ui/charts/series-table.tsx';
import { useTimeFrame } from '../../ui/charts/time-panels.tsx';
import { usePlotPointer } from '../../ui/charts/use-plot-pointer.ts';
import { barPath } from '../../ui/charts/bar-path.ts';
import styles from './history.module.css';

const HEIGHT_PX = 92;
const PAD_PX = 4;

/** Stretches in which nothing was measured, neighbours joined. */
function gapsOf(points: readonly BudgetPoint[]): { startMs: number; endMs: number }[] {
  const gaps: { startMs: number; endMs: number }[] = [];
  for (const point of points) {
    if (point.errorRatio !== null) continue;
    const last = gaps.at(-1);
    if (last !== undefined && last.endMs === point.startMs) last.endMs = point.endMs;
    else gaps.push({ startMs: point.startMs, endMs: point.endMs });
  }
  return gaps;
}

function Gaps({ points }: { points: readonly BudgetPoint[] }) {
  const { scale } = useTimeFrame();
  const hatch = useId();
  return (
    <>
      <defs>
        <pattern id={hatch} width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
          <path className={styles.hatch} d="M0 0v5" />
        </pattern>
      </defs>
      {gapsOf(points).map((gap) => {
        const x = Math.max(0, scale.x(gap.startMs));
        const width = Math.min(scale.widthPx, scale.x(gap.endMs)) - x;
        return (
          <g key={gap.startMs}>
            <rect x={x} y={0} width={Math.max(1, width)} height={HEIGHT_PX} fill={`url(#${hatch})`} />
            {width < 84 ? null : (
              <text x={x + width / 2} y={HEIGHT_PX / 2 + 4} textAnchor="middle">
                not measured
              </text>
            )}
          </g>
        );
      })}
    </>
  );
}

/** Share of bad ones by stretch as bars; those above what the target allows are dark, and the allowance is a line. */
export function RatioPanel(props: { points: readonly BudgetPoint[]; bucketMs: number; target: number; noun: string }) {
  const { points, target } = props;
  const { scale, gutter, widthPx, zone } = useTimeFrame();
  const [isTable, setIsTable] = useState(false);
  const pointer = usePlotPointer();
  const allowed = budgetShare(target);
  const worst = Math.max(0, ...points.map((point) => point.errorRatio ?? 0));
  const top = Math.min(1, Math.max(worst, allowed) * 1.15);
  const plotPx = HEIGHT_PX - 2 * PAD_PX;
  const y = (value: number) => PAD_PX + (1 - value / top) * plotPx;
  const values: ValueScale = { domain: [0, top], plotPx, y };
  const digits = top < 0.005 ? 2 : top < 0.1 ? 1 : 0;
  const format = (value: number) => formatPercent(value, Math.max(digits, value > 0 && value < 0.01 ? 2 : digits));
  const series = [
    {
      id: 'ratio',
      label: `bad ${props.noun}`,
      style: 's1' as const,
      points: points.map((point) => ({ ms: (point.startMs + point.endMs) / 2, value: point.errorRatio })),
    },
  ];
  const bars = (isOver: boolean) =>
    points
      .filter((point) => point.errorRatio !== null && point.errorRatio > allowed === isOver)
      .map((point) => {
        const from = Math.max(0, scale.x(point.startMs));
        const width = Math.max(1, scale.x(point.endMs) - from - (scale.widthPx / points.length > 4 ? 1 : 0));
        const height = Math.max(point.bad > 0 ? 1 : 0, y(0) - y(Math.min(top, point.errorRatio ?? 0)));
        return barPath(from, y(0), width, height);
      })
      .join('');
  return (
    <section aria-label="Error ratio" className={styles.panel}>
      <SeriesHeader
        title="Error ratio"
        note={`bad ${props.noun} by ${formatMinutes(props.bucketMs / MINUTE_MS)}`}
        series={series}
        format={format}
        isTable={isTable}
        onToggle={() => setIsTable(!isTable)}
      />
      {isTable ? (
        <SeriesTable caption="Error ratio by time" series={series} zone={zone} format={format} />
      ) : (
        <div className={styles.plot} style={{ height: HEIGHT_PX }}>
          <div role="img" aria-label={`Error ratio, at most ${format(worst)}; the target allows ${format(allowed)}.`}>
            <SeriesRules values={values} gutter={gutter} widthPx={widthPx} heightPx={HEIGHT_PX} format={format} />
            <svg width={widthPx} height={HEIGHT_PX} className={styles.over} aria-hidden="true">
              <g transform={`translate(${gutter.left} 0)`}>
                <Gaps points={points} />
                <path className={styles.barQuiet} d={bars(false)} />
                <path className={styles.barOver} d={bars(true)} />
                <path className={styles.allowed} d={`M0 ${Math.round(y(allowed)) + 0.5}H${scale.widthPx}`} />
                <ChangeLines fromPx={0} toPx={HEIGHT_PX} />
                <Crosshair heightPx={HEIGHT_PX} />
              </g>
              <text className={styles.strong} x={widthPx - 2} y={y(allowed) + 4} textAnchor="end">
                {format(allowed)}
              </text>
            </svg>
          </div>
          <div
            className={styles.pointer}
            style={{ left: gutter.left, width: scale.widthPx, height: HEIGHT_PX }}
            {...pointer.handlers}
          />
        </div>
      )}
    </section>
  );
}
