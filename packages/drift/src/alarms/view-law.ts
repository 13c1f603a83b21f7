import { fQuantileOfTail } from '../special/f-distribution.ts';
import { DAY_MS, HOUR_MS } from './alarm-counts.ts';

const MIN_NU = 0.3;
const WEEK_MS = 7 * DAY_MS;
/** Independent looks that a window sliding by the minute takes per length (Pickands' constant at z ≈ 5). */
const LOOKS_PER_LENGTH = 14;
const VIEW_COUNT = 7;

/** How a statistic behaves on the reference itself: T ≈ max(μ, τ/h)·F(ν, second df). */
export type ViewLaw = { mu: number; nu: number; tau: number; factor: number };

/** α = B ÷ (S·F·7·14·(7 d/L)): the chance that one look at one view may take. */
export function alarmProbability(budget: {
  perWeek: number;
  features: number;
  lengths: number;
  windowMs: number;
}): number {
  const { perWeek, features, lengths, windowMs } = budget;
  const looks = lengths * features * VIEW_COUNT * LOOKS_PER_LENGTH * (WEEK_MS / windowMs);
  return Math.min(0.05, Math.max(1e-30, perWeek / looks));
}

/** K′: reference windows that count as independent; neighbours below six hours share their weather. */
export function effectiveWindows(windows: number, windowMs: number): number {
  return Math.max(2, windowMs < 6 * HOUR_MS ? windows / 2 : windows);
}

/** F⁻¹(1 − α; ν, νK′): paid for knowing the inflation from K′ windows only. The second df is 2 at least. */
export function thresholdFactor(alpha: number, nu: number, windows: number): number {
  return fQuantileOfTail(alpha, nu, Math.max(2, nu * windows));
}

/**
 * μ = max(df, mean T, `atLeast`), ν = 2·mean²/var T (between 0.3 and df) where mean T > df/2, else df, τ = mean T·h
 * where mean T > df, else 0. No windows: what chance alone does.
 */
export function fitViewLaw(
  samples: readonly { statistic: number; h: number }[],
  df: number,
  atLeast = 0,
): Omit<ViewLaw, 'factor'> {
  const k = Math.max(1, samples.length);
  const mean = samples.reduce((sum, { statistic }) => sum + statistic, 0) / k;
  const variance = samples.reduce((sum, { statistic }) => sum + (statistic - mean) ** 2, 0) / Math.max(1, k - 1);
  const fitted = mean > df / 2 && variance > 0 ? Math.min(df, (2 * mean * mean) / variance) : df;
  const tau = mean > df ? samples.reduce((sum, { statistic, h }) => sum + statistic * h, 0) / k : 0;
  return { mu: Math.max(df, mean, atLeast), nu: Math.max(MIN_NU, fitted), tau };
}
