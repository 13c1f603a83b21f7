import { alarmCells, DAY_MS, type AlarmFeature, type AlarmHistory } from './alarm-counts.ts';
import { thresholdFactor, viewThreshold, type ViewLaw } from './view-law.ts';
import type { SingleViewId } from './window-views.ts';

const WEEK_DAYS = 7;
/**
 * τ that a view has at least until a whole week was seen: other days and weekends may move a mean by 0.4 standard
 * deviations (τ·F⁻¹ ≈ 0.005·30), and the highest or lowest hundredth by two hundredths.
 */
const UNSEEN_TAU: Partial<Record<SingleViewId, number>> = {
  shape: 0.005,
  location: 0.005,
  spread: 0.005,
  tail: 0.0015,
};

/** The same of single cells: one that holds 0.4 % may hold 1.4 %. */
export const UNSEEN_CELL_TAU = 0.001;

/** Whether a reference has rows on seven days or more. */
export function hasSeenWeek(feature: AlarmFeature, { steps, stepMs, counts }: AlarmHistory): boolean {
  const { width } = alarmCells(feature);
  const stepsADay = DAY_MS / stepMs;
  let days = 0;
  for (let from = 0; from < steps; from += stepsADay) {
    const ofDay = counts.subarray(from * width, Math.min(steps, from + stepsADay) * width);
    if (ofDay.some((count: number) => count > 0)) days += 1;
  }
  return days >= WEEK_DAYS;
}

/** The law of a view, with room for days that the reference has not seen: in one direction, where there are several. */
export function withUnseenDays(
  law: ViewLaw,
  view: SingleViewId,
  { df, alpha, windows }: { df: number; alpha: number; windows: number },
): ViewLaw {
  const least = UNSEEN_TAU[view];
  if (least === undefined) return law;
  const tau = Math.max(law.tau, least);
  if (df === 1) return { ...law, tau };
  const factor = thresholdFactor(alpha, 1, windows);
  // μ such that one direction asks at least what the law did.
  const mu = Math.max(law.mu, df - 1 + (viewThreshold({ ...law, tau: 0 }, df, 1) - (df - 1)) / factor);
  return { mu, nu: 1, tau, factor };
}
