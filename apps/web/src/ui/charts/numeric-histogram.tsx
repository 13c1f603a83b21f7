'use client';

import { barPath } from './bar-path.ts';
import styles from './charts.module.css';
import { formatShare } from './format-share.ts';
import {
  edgeLabels,
  histogramGeometry,
  mostChangedBin,
  shareCeiling,
  type HistogramBar,
} from './histogram-geometry.ts';
import { useElementWidth } from './use-element-width.ts';
import { valueTicks } from './value-ticks.ts';

type NumericHistogramProps = { bins: HistogramBar[]; apart: HistogramBar[]; heightPx: number };

const HEAD_PX = 16;
const FOOT_PX = 20;
const APART_PX = 44;
const LABEL_PX = 56;

function BarPair({ bar, x, maxShare, heightPx }: { bar: HistogramBar; x: number; maxShare: number; heightPx: number }) {
  const windowPx = (bar.window / maxShare) * heightPx;
  const referencePx = (bar.reference / maxShare) * heightPx;
  return (
    <g transform={`translate(${x} 0)`}>
      <rect className={styles.d3} x="9" width="20" y={heightPx - windowPx} height={windowPx} />
      <path className={styles.outline} d={`M7 ${heightPx}V${(heightPx - referencePx).toFixed(1)}H31V${heightPx}`} />
      <path className={styles.axis} d={`M4 ${heightPx + 0.5}H34`} />
      <text x="19" y={heightPx + 16} textAnchor="middle">
        {bar.label}
      </text>
    </g>
  );
}

type CalloutProps = { bar: HistogramBar; x: number; y: number; widthPx: number };

/** Words for the share that changed most, above its bar and inside the drawing. */
function Callout({ bar, x, y, widthPx }: CalloutProps) {
  const anchor = x < 64 ? 'start' : x > widthPx - 64 ? 'end' : 'middle';
  const at = anchor === 'start' ? 0 : anchor === 'end' ? widthPx : x;
  return (
    <text className={styles.textInk} x={at} y={y - 5} textAnchor={anchor}>
      {formatShare(bar.window)}, was {formatShare(bar.reference)}
    </text>
  );
}

type ShareRulesProps = { maxShare: number; plotPx: number; binsPx: number; widthPx: number; calloutY: number };

/** Hairlines of the share axis; a label gives way to the callout where both would stand on the same line. */
function ShareRules({ maxShare, plotPx, binsPx, widthPx, calloutY }: ShareRulesProps) {
  const ticks = valueTicks(0, maxShare, 3).slice(1);
  return ticks.map((share) => {
    const y = Math.round(plotPx - (share / maxShare) * plotPx) + 0.5;
    return (
      <g key={share}>
        <path className={styles.grid} d={`M0 ${y}H${widthPx}`} />
        {Math.abs(y - calloutY) > 14 && (
          <text x={binsPx} y={y - 3} textAnchor="end">
            {Number((share * 100).toPrecision(6))} %
          </text>
        )}
      </g>
    );
  });
}

/** Ticks with their values, and signs under open ends. */
function BinAxis({ bins, binsPx, plotPx }: { bins: HistogramBar[]; binsPx: number; plotPx: number }) {
  const pitch = binsPx / Math.max(1, bins.length);
  return (
    <>
      <path className={styles.axis} d={`M0 ${plotPx + 0.5}H${binsPx}`} />
      {edgeLabels(bins, binsPx, LABEL_PX).map(({ x, text }) => (
        <g key={x}>
          <path className={styles.axis} d={`M${Math.min(binsPx - 0.5, Math.round(x) + 0.5)} ${plotPx}v4`} />
          <text x={x} y={plotPx + 16} textAnchor={x < 12 ? 'start' : x > binsPx - 12 ? 'end' : 'middle'}>
            {text}
          </text>
        </g>
      ))}
      {bins.map(
        (bin, index) =>
          (bin.from === null) !== (bin.to === null) && (
            <text key={bin.label} x={(index + 0.5) * pitch} y={plotPx + 16} textAnchor="middle">
              {bin.from === null ? '<' : '≥'}
            </text>
          ),
      )}
    </>
  );
}

/** Bins of equal width on the page; the axis carries the bins' own edges. */
export function NumericHistogram({ bins, apart, heightPx }: NumericHistogramProps) {
  const { ref, widthPx } = useElementWidth();
  const plotPx = heightPx - HEAD_PX - FOOT_PX;
  const binsPx = Math.max(1, widthPx - apart.length * APART_PX - (apart.length > 0 ? 8 : 0));
  const all = [...bins, ...apart];
  const maxShare = shareCeiling(all);
  const geometry = histogramGeometry(bins, binsPx, plotPx, maxShare);
  const changed = mostChangedBin(all);
  const changedBar = all[changed ?? -1];
  const calloutY =
    changedBar === undefined
      ? Number.NEGATIVE_INFINITY
      : plotPx - (Math.max(changedBar.window, changedBar.reference) / maxShare) * plotPx;
  const apartX = (index: number): number => binsPx + 8 + index * APART_PX;
  const centreX = (index: number): number =>
    index < bins.length ? ((index + 0.5) * binsPx) / bins.length : apartX(index - bins.length) + 19;
  return (
    <div ref={ref} style={{ height: heightPx }}>
      {widthPx > 0 && (
        <svg width={widthPx} height={heightPx} className={styles.svg} aria-hidden="true">
          <g transform={`translate(0 ${HEAD_PX})`}>
            <ShareRules maxShare={maxShare} plotPx={plotPx} binsPx={binsPx} widthPx={widthPx} calloutY={calloutY} />
            <path
              className={styles.d3}
              d={geometry.bars.map(({ x, width, height }) => barPath(x, plotPx, width, height)).join('')}
            />
            <path className={styles.outline} d={geometry.outline} />
            <BinAxis bins={bins} binsPx={binsPx} plotPx={plotPx} />
            {apart.map((bar, index) => (
              <BarPair key={bar.label} bar={bar} x={apartX(index)} maxShare={maxShare} heightPx={plotPx} />
            ))}
            {changed !== null && changedBar !== undefined && (
              <Callout bar={changedBar} x={centreX(changed)} y={calloutY} widthPx={widthPx} />
            )}
          </g>
        </svg>
      )}
    </div>
  );
}
