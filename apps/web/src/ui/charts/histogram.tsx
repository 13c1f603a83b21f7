'use client';

import { CategoryHistogram } from './category-histogram.tsx';
import styles from './charts.module.css';
import { formatShare } from './format-share.ts';
import type { HistogramBar } from './histogram-geometry.ts';
import { NumericHistogram } from './numeric-histogram.tsx';

export type SharePair = { reference: number; window: number };

export type HistogramProps = {
  kind: 'numeric' | 'categorical';
  name: string;
  bins: HistogramBar[];
  missing: SharePair;
  windowLabel: string;
  /** What the window is drawn over. */
  referenceLabel?: string;
  heightPx?: number;
};

/** One sentence: where the window differs most from the reference. */
export function histogramSummary(
  name: string,
  bins: HistogramBar[],
  missing: SharePair,
  [windowLabel, referenceLabel] = ['window', 'reference'],
): string {
  const all = [...bins, { label: 'missing values', from: null, to: null, ...missing }];
  const most = all.reduce((a, b) => (Math.abs(b.window - b.reference) > Math.abs(a.window - a.reference) ? b : a));
  return `Histogram of ${name}: the largest change is ${most.label}, ${formatShare(most.window)} in the ${windowLabel} and ${formatShare(most.reference)} in the ${referenceLabel}.`;
}

/** Reference as an outline, window as filled bars; missing values stand apart at the end. */
export function Histogram(props: HistogramProps) {
  const { kind, name, bins, missing, windowLabel, referenceLabel = 'reference', heightPx = 132 } = props;
  const apart: HistogramBar[] =
    missing.reference > 0 || missing.window > 0 ? [{ label: 'missing', from: null, to: null, ...missing }] : [];
  return (
    <figure className={styles.figure}>
      <figcaption className={styles.key}>
        <span>
          <svg width="14" height="8" className={styles.svg} aria-hidden="true">
            <path className={styles.outline} d="M0 7.5V2h7v3h7" />
          </svg>
          {referenceLabel}
        </span>
        <span>
          <svg width="14" height="8" className={styles.svg} aria-hidden="true">
            <rect className={styles.d3} width="14" height="8" />
          </svg>
          {windowLabel}
        </span>
      </figcaption>
      <div
        role="img"
        aria-label={histogramSummary(
          name,
          bins,
          missing,
          props.referenceLabel === undefined ? undefined : [windowLabel, referenceLabel],
        )}
      >
        {kind === 'numeric' ? (
          <NumericHistogram bins={bins} apart={apart} heightPx={heightPx} />
        ) : (
          <CategoryHistogram bins={bins} apart={apart} />
        )}
      </div>
    </figure>
  );
}
