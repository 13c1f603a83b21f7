import styles from './charts.module.css';
import { scaleGeometry } from './scale-geometry.ts';

export type MetricScaleProps = {
  value: number;
  bound: number;
  warn: number | null;
  critical: number | null;
  /** Value at which nothing has changed, where the scale begins; 0 unless told. */
  baseline?: number | undefined;
  tone: 'ok' | 'warn' | 'crit' | 'quiet';
  widthPx?: number;
};

const TONE_CLASS = { ok: styles.scaleInk, quiet: styles.scaleQuiet, warn: styles.scaleWarn, crit: styles.scaleCrit };

/**
 * One ruled line with one pointer: dashed tick = warning, full tick = critical, thin bar over the pointer = error bound.
 * Decoration beside the numbers, which say the same; hidden from assistive technology.
 */
export function MetricScale({ value, bound, warn, critical, baseline, tone, widthPx = 62 }: MetricScaleProps) {
  if (critical === null)
    return (
      <svg width={widthPx} height="16" className={styles.svg} aria-hidden="true">
        <path className={styles.noData} d={`M0 12.5H${widthPx}`} />
      </svg>
    );
  const { warnPx, criticalPx, valuePx, boundPx, isBeyondEnd } = scaleGeometry(
    { value, bound, warn, critical, baseline },
    widthPx,
  );
  const pointer = Math.min(widthPx - 1, valuePx);
  return (
    <svg width={widthPx} height="16" className={`${styles.svg} ${TONE_CLASS[tone]}`} aria-hidden="true">
      <path className={styles.axis} d={`M0 12.5H${widthPx}`} />
      {warnPx !== null && <path className={styles.warnTick} d={`M${warnPx.toFixed(1)} 3v10`} />}
      <path className={styles.critTick} d={`M${criticalPx.toFixed(1)} 1v12`} />
      <rect className={styles.scaleFill} x="0" y="9" width={valuePx.toFixed(1)} height="3" />
      {boundPx[1] - boundPx[0] >= 1 && (
        <path className={styles.scaleStroke} d={`M${boundPx[0].toFixed(1)} 7H${boundPx[1].toFixed(1)}`} />
      )}
      <path
        className={styles.scaleFill}
        d={isBeyondEnd ? `M${widthPx - 6} 2v6l5-3z` : `M${(pointer - 3).toFixed(1)} 2h6l-3 4.5z`}
      />
    </svg>
  );
}
