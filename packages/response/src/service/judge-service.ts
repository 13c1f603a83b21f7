import type { ServiceReading, ServiceThresholds, ServiceVerdict } from './service-reading.ts';

/** Fewer answers than this say nothing about a 95th percentile or a share of 2 %. */
export const SERVICE_MIN_EVENTS = 100;
/** Panes of calm that a baseline needs before latency is judged at all. */
export const BASELINE_MIN_PANES = 6;
/** A share of failed answers above this is critical, whatever it was before. */
export const ERROR_SHARE_CRITICAL = 0.02;
const MIN_ERRORS = 5;
/** Slower than three times the usual, and by 100 ms at least: a jump that a person would call one. */
const LATENCY_FACTOR = 3;
const LATENCY_FLOOR_MS = 100;

/**
 * Thresholds from the panes before the judged window. The median of the panes' 95th percentiles stays put while
 * fewer than half of them are bad, so that an incident does not become its own baseline at once.
 */
export function serviceThresholds(before: readonly ServiceReading[]): ServiceThresholds {
  const usual = before
    .filter(({ events, p95Ms }) => events > 0 && p95Ms !== null && Number.isFinite(p95Ms))
    .map(({ p95Ms }) => p95Ms ?? 0)
    .toSorted((a, b) => a - b);
  const median = usual[Math.floor((usual.length - 1) / 2)];
  return {
    errorShareCritical: ERROR_SHARE_CRITICAL,
    p95CriticalMs:
      usual.length < BASELINE_MIN_PANES || median === undefined
        ? null
        : Math.max(LATENCY_FACTOR * median, median + LATENCY_FLOOR_MS),
  };
}

export function judgeService(window: ServiceReading, thresholds: ServiceThresholds): ServiceVerdict {
  if (window.events < SERVICE_MIN_EVENTS)
    return { verdict: 'insufficient', latencyBad: false, errorsBad: false, errorShare: null };
  const errorShare = window.errors / window.events;
  const errorsBad = errorShare >= thresholds.errorShareCritical && window.errors >= MIN_ERRORS;
  const latencyBad =
    thresholds.p95CriticalMs !== null && window.p95Ms !== null && window.p95Ms > thresholds.p95CriticalMs;
  return { verdict: errorsBad || latencyBad ? 'critical' : 'ok', latencyBad, errorsBad, errorShare };
}
