import styles from './charts.module.css';
import type { Gutter } from './time-panels.tsx';
import { valueTicks } from './value-ticks.ts';

export type ValueScale = { domain: [number, number]; plotPx: number; y: (value: number) => number };

type SeriesRulesProps = {
  values: ValueScale;
  gutter: Gutter;
  widthPx: number;
  heightPx: number;
  format: (value: number) => string;
};

const TICK_GAP_PX = 34;

/** The value axis under the lines: hairlines and their numbers. */
export function SeriesRules({ values, gutter, widthPx, heightPx, format }: SeriesRulesProps) {
  const [low, high] = values.domain;
  const ticks = valueTicks(low, high, Math.max(2, Math.round(values.plotPx / TICK_GAP_PX)));
  return (
    <svg width={widthPx} height={heightPx} className={styles.under} aria-hidden="true">
      {ticks.map((tick) => (
        <g key={tick}>
          <path
            className={styles.grid}
            d={`M${gutter.left} ${Math.round(values.y(tick)) + 0.5}H${widthPx - gutter.right}`}
          />
          <text x={gutter.left - 8} y={values.y(tick) + 4} textAnchor="end">
            {format(tick)}
          </text>
        </g>
      ))}
    </svg>
  );
}
