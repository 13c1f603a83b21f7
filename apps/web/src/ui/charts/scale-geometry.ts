/** The critical tick stands at the same place on every scale (40 %), so that rows compare by eye. */
export const SCALE_SPAN_RATIO = 2.5;

export type ScaleGeometry = {
  warnPx: number | null;
  criticalPx: number;
  valuePx: number;
  /** The whisker of the error bound; both ends inside the scale. */
  boundPx: [number, number];
  isBeyondEnd: boolean;
};

type ScaleInput = {
  value: number;
  bound: number;
  warn: number | null;
  critical: number;
  baseline?: number | undefined;
};

/**
 * Positions on a ruled scale from the baseline (the value at which nothing has changed) to 2.5 times as far as the
 * critical threshold lies from it. Signed metrics are placed by magnitude.
 */
export function scaleGeometry(
  { value, bound, warn, critical, baseline = 0 }: ScaleInput,
  widthPx: number,
): ScaleGeometry {
  const span = (Math.abs(critical) - baseline) * SCALE_SPAN_RATIO;
  const place = (amount: number): number =>
    span > 0 ? Math.min(1, Math.max(0, (amount - baseline) / span)) * widthPx : 0;
  const magnitude = Math.abs(value);
  return {
    warnPx: warn === null ? null : place(Math.abs(warn)),
    criticalPx: place(Math.abs(critical)),
    valuePx: place(magnitude),
    boundPx: [place(magnitude - bound), place(magnitude + bound)],
    isBeyondEnd: magnitude - baseline > span,
  };
}
