'use client';

import { useMemo } from 'react';
import { barPath } from './bar-path.ts';
import styles from './charts.module.css';
import { formatRatio } from './format-ratio.ts';
import { stripGeometry, type StripBarInput, type StripTone } from './strip-geometry.ts';
import { timeScale } from './time-scale.ts';
import { useElementWidth } from './use-element-width.ts';

export type StripWindow = { startMs: number; ratio: number | null; verdict: string };

export type DriftStripProps = {
  /** Of equal length, oldest first. */
  bars: StripWindow[];
  /** Whose drift, for those who hear the summary. */
  label: string;
  changesMs?: number[];
  /** Left out: the strip takes its container's width. */
  widthPx?: number;
  heightPx?: number;
};

const TONES: StripTone[] = ['quiet', 'warn', 'crit'];
/** Room above the bars for the change markers' heads. */
const HEAD_PX = 4;

function stateOf(bar: StripWindow): StripBarInput['state'] {
  if (bar.ratio !== null) return 'measured';
  return bar.verdict === 'insufficient' ? 'insufficient' : 'no-data';
}

/** One sentence: how it stands now and how often it was beyond critical. */
export function stripSummary(label: string, bars: StripWindow[]): string {
  const judged = bars.filter((bar) => bar.ratio !== null);
  const last = bars.findLast((bar) => bar.ratio !== null);
  if (last === undefined || last.ratio === null) return `Drift of ${label}: nothing was measured.`;
  const beyond = judged.filter((bar) => (bar.ratio ?? 0) >= 1).length;
  const unmeasured = bars.length - judged.length;
  const rest = unmeasured > 0 ? `, ${unmeasured} not measured` : '';
  return `Drift of ${label}: last ${formatRatio(last.ratio)} × critical, ${beyond} of ${bars.length} windows beyond critical${rest}.`;
}

function StripShapes({
  bars,
  changesMs = [],
  widthPx,
  heightPx,
}: DriftStripProps & { widthPx: number; heightPx: number }) {
  const barsPx = heightPx - HEAD_PX;
  const geometry = useMemo(
    () =>
      stripGeometry(
        bars.map((bar) => ({ ratio: bar.ratio, state: stateOf(bar) })),
        widthPx,
        barsPx,
      ),
    [bars, widthPx, barsPx],
  );
  const baseY = heightPx - 0.5;
  const pitchMs = (bars[1]?.startMs ?? 0) - (bars[0]?.startMs ?? 0);
  const scale = timeScale(bars[0]?.startMs ?? 0, (bars.at(-1)?.startMs ?? 1) + pitchMs, widthPx);
  return (
    <>
      <path className={styles.grid} d={`M0 ${Math.round(heightPx - geometry.limitHeight) + 0.5}H${widthPx}`} />
      {TONES.map((tone) => (
        <path
          key={tone}
          className={styles[`bar-${tone}`]}
          d={geometry.bars
            .filter((bar) => bar.tone === tone)
            .map(({ x, width, height }) => barPath(x, heightPx, width, height))
            .join('')}
        />
      ))}
      {geometry.gaps.map(({ fromPx, toPx, state }) => (
        <path
          key={fromPx}
          className={state === 'no-data' ? styles.noData : styles.tooFew}
          d={`M${fromPx} ${baseY}H${toPx}`}
        />
      ))}
      {changesMs
        .filter((ms) => ms >= scale.fromMs && ms <= scale.toMs)
        .map((ms) => {
          const x = scale.x(ms);
          return (
            <g key={ms}>
              <path className={styles.changeLine} d={`M${x.toFixed(1)} 4V${heightPx}`} />
              <path className={styles.actFill} d={`M${(x - 3).toFixed(1)} 0h6l-3 5z`} />
            </g>
          );
        })}
    </>
  );
}

function FluidStrip(props: DriftStripProps & { heightPx: number }) {
  const { ref, widthPx } = useElementWidth();
  return (
    <span
      ref={ref}
      className={styles.fluid}
      style={{ height: props.heightPx }}
      role="img"
      aria-label={stripSummary(props.label, props.bars)}
    >
      {widthPx > 0 && (
        <svg width={widthPx} height={props.heightPx} className={styles.svg} aria-hidden="true">
          <StripShapes {...props} widthPx={widthPx} />
        </svg>
      )}
    </span>
  );
}

/** Worst metric ÷ critical by window: height and colour for the judged ones, dots where nothing came, ▽ for changes. */
export function DriftStrip(props: DriftStripProps) {
  const { widthPx, heightPx = 24 } = props;
  if (widthPx === undefined) return <FluidStrip {...props} heightPx={heightPx} />;
  return (
    <svg
      width={widthPx}
      height={heightPx}
      className={styles.svg}
      role="img"
      aria-label={stripSummary(props.label, props.bars)}
    >
      <StripShapes {...props} widthPx={widthPx} heightPx={heightPx} />
    </svg>
  );
}
