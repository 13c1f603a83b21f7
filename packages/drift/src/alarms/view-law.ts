import { fQuantileOfTail } from '../special/f-distribution.ts';
import { DAY_MS, HOUR_MS } from './alarm-counts.ts';

const MIN_NU = 0.3;
const WEEK_MS = 7 * DAY_MS;
/** Independent looks that a window sliding by the minute takes per length (Pickands' constant at z ≈ 5). */
const LOOKS_PER_LENGTH = 14;
const VIEW_COUNT = 7;

/** How a statistic behaves on the reference itself, see `viewThreshold`. */
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
 * What T is on average at a window of this h: max(μ, df + τ/h). Bursts inflate alike at any size (μ), a mean that wanders
 * by itself weighs the more, the more events a window has (τ).
 */
export function viewLevel({ mu, tau }: { mu: number; tau: number }, df: number, h: number): number {
  return Math.max(mu, df + tau / h);
}

/** τ of E T = df + τ/h: Σ(T − df) ÷ Σ(1/h), at least 0. Large windows, which tell most of it, weigh most. */
export function additiveDispersion(excess: number, inverseH: number): number {
  return inverseH > 0 ? Math.max(0, excess / inverseH) : 0;
}

/**
 * T that chance and the feature's own unrest exceed with probability α only: r + (level − r)·factor, with the factor
 * F⁻¹(1 − α; ν, νK′). r = df − ν of the df directions are calm ones, where there are several.
 */
export function viewThreshold({ mu, nu, tau, factor }: ViewLaw, df: number, h: number): number {
  const calm = df > 1 ? df - nu : 0;
  return calm + factor * (viewLevel({ mu, tau }, df, h) - calm);
}

/**
 * In how many of df directions a statistic is inflated, from its mean and variance: T = χ²(df − k) + (1 + λ)·χ²(k) has
 * mean df + kλ and variance 2df + 4kλ + 2kλ². A mean that wanders is one direction, bursts are all. Between 1 and df; df
 * where nothing is inflated.
 */
export function inflatedDirections(mean: number, variance: number, df: number): number {
  const inflation = mean - df;
  const lambda = inflation > 0 ? (variance - 2 * df - 4 * inflation) / (2 * inflation) : 0;
  return lambda > 0 ? Math.min(df, Math.max(1, inflation / lambda)) : df;
}

/** One window of the reference: its statistic, h, and which day it is of. */
export type ViewSample = { statistic: number; h: number; block: number };

function momentsOf(samples: readonly ViewSample[]): { mean: number; variance: number } {
  const k = Math.max(1, samples.length);
  const mean = samples.reduce((sum, { statistic }) => sum + statistic, 0) / k;
  const squares = samples.reduce((sum, { statistic }) => sum + (statistic - mean) ** 2, 0);
  return { mean, variance: squares / Math.max(1, k - 1) };
}

/**
 * How many of K windows count as independent, where those of a day resemble each other: K ÷ max(1, (K/D)·s²_D/s²), the
 * design effect of D days (Kish) with s²_D the variance of their means and s² that of all. At most `most`, at least 2.
 */
export function independentWindows(samples: readonly ViewSample[], most: number): number {
  const days = new Map<number, { sum: number; count: number }>();
  for (const { statistic, block } of samples) {
    const day = days.get(block) ?? { sum: 0, count: 0 };
    days.set(block, { sum: day.sum + statistic, count: day.count + 1 });
  }
  const { variance } = momentsOf(samples);
  if (days.size < 2 || variance === 0) return most;
  const means = [...days.values()].map(({ sum, count }) => ({ statistic: sum / count, h: 1, block: 0 }));
  const effect = ((samples.length / days.size) * momentsOf(means).variance) / variance;
  return Math.max(2, Math.min(most, samples.length / Math.max(1, effect)));
}

/**
 * Learns a law from the reference's windows: μ = max(df, mean T, `atLeast`), τ as `additiveDispersion`. ν of a statistic
 * with df = 1 is 2·mean²/var T, between 0.3 and 1, where mean T > ½, else 1; with more it is `inflatedDirections`, or df where
 * that gives the higher threshold. No windows: what chance alone does.
 */
export function fitViewLaw(
  samples: readonly ViewSample[],
  { df, atLeast, alpha, windows: most }: { df: number; atLeast: number; alpha: number; windows: number },
): ViewLaw {
  const windows = independentWindows(samples, most);
  const { mean, variance } = momentsOf(samples);
  const inverseH = samples.reduce((sum, { h }) => sum + 1 / h, 0);
  const excess = samples.reduce((sum, { statistic }) => sum + statistic - df, 0);
  const mu = Math.max(df, mean, atLeast);
  const tau = additiveDispersion(excess, inverseH);
  const lawWith = (nu: number): ViewLaw => ({ mu, nu, tau, factor: thresholdFactor(alpha, nu, windows) });
  if (df === 1) {
    const isKnown = mean > df / 2 && variance > 0;
    return lawWith(isKnown ? Math.max(MIN_NU, Math.min(df, (2 * mean * mean) / variance)) : df);
  }
  const [some, all] = [lawWith(inflatedDirections(mean, variance, df)), lawWith(df)];
  const least = viewThreshold({ ...some, tau: 0 }, df, 1);
  return least > viewThreshold({ ...all, tau: 0 }, df, 1) ? some : all;
}
