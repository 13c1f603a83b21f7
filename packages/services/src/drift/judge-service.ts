import { LATENCY_EDGES_MS, type ServiceCounts } from '@leeway/drift';
import { binomialUpperTail, wilsonUpper } from './binomial-tail.ts';
import { latencyQuantileMs, slowerThan } from './latency-quantile.ts';
import type { ServiceEvaluation, ServiceReading } from './service-evaluation.ts';
import type { ServiceMemory } from './service-memory.ts';

type Level = ServiceMemory['errorsLevel'];

/** Fewer events in the window say nothing about a share of 2 %. */
const MIN_EVENTS = 100;
/** Calm events from which on there is something to compare with. */
const MIN_BASELINE_EVENTS = 500;
const HALF_LIFE_MS = 30 * 60_000;
/** 8,640 windows of 10 s a day: about one chance alarm in four months. */
const CRITICAL_CHANCE = 1e-6;
const WARNING_CHANCE = 1e-4;
/** An elevated level holds until the share is below this part of its threshold. */
const CLEAR_SHARE = 0.7;

type Rule = { critical: number; warning: number; criticalFactor: number; warningFactor: number };
/** From 2 % of failed answers on, and twice what is usual: less is nobody's incident, however significant. */
const ERRORS: Rule = { critical: 0.02, warning: 0.01, criticalFactor: 2, warningFactor: 1.5 };
/** Ten times as many answers as usual beyond the usual 99th percentile, and one in twenty at least. */
const LATENCY: Rule = { critical: 0.05, warning: 0.03, criticalFactor: 10, warningFactor: 5 };

export type ServiceWindow = {
  window: ServiceCounts;
  /** The pane that this window no longer holds; null when there is none. */
  leaving: ServiceCounts | null;
  paneMs: number;
  windowPanes: number;
  memory: ServiceMemory;
};

/**
 * Judges errors and latency of a window against the last calm stretch: a share above a floor and above a multiple of
 * the usual one, too large for chance (binomial test against the upper 95 % bound of the usual share). Only panes
 * whose every window was calm become part of "usual", so that an incident does not become its own baseline.
 */
export function judgeService(input: ServiceWindow): { service: ServiceEvaluation; memory: ServiceMemory } {
  const { window, memory } = input;
  const errors = readShare(
    { bad: window.errors, n: window.events },
    memory.events >= MIN_BASELINE_EVENTS ? wilsonUpper(memory.errors, memory.events) : null,
    ERRORS,
    memory.errorsLevel,
  );
  const slowerThanMs = slowEdgeMs(memory);
  const usual = slowerThanMs === null ? null : slowerThan(memory.latencyCounts, slowerThanMs);
  const now = slowerThanMs === null ? null : slowerThan(window.latencyCounts, slowerThanMs);
  const timed = slowerThan(window.latencyCounts, 0).total;
  const latency = readShare(
    { bad: now?.slower ?? 0, n: now?.total ?? timed },
    usual === null ? null : wilsonUpper(usual.slower, usual.total),
    LATENCY,
    memory.latencyLevel,
  );
  const service: ServiceEvaluation = {
    errors,
    latency: {
      ...latency,
      slowerThanMs,
      p95Ms: latencyQuantileMs(window.latencyCounts, 0.95),
      baselineP95Ms: latencyQuantileMs(memory.latencyCounts, 0.95),
    },
  };
  return { service, memory: nextMemory(input, levelOf(errors), levelOf(latency)) };
}

function readShare(
  { bad, n }: { bad: number; n: number },
  expected: number | null,
  rule: Rule,
  held: Level,
): ServiceReading {
  const share = n === 0 ? 0 : bad / n;
  if (n === 0) return { verdict: 'no-data', bad, n, share, expected, critical: null, pValue: null };
  if (expected === null || n < MIN_EVENTS)
    return { verdict: 'insufficient', bad, n, share, expected, critical: null, pValue: null };
  const critical = Math.min(0.9, Math.max(rule.critical, rule.criticalFactor * expected));
  const warning = Math.min(critical, Math.max(rule.warning, rule.warningFactor * expected));
  const pValue = binomialUpperTail(bad, n, expected);
  const isCritical =
    (share >= critical && pValue < CRITICAL_CHANCE) || (held === 'critical' && share >= CLEAR_SHARE * critical);
  const isWarning = (share >= warning && pValue < WARNING_CHANCE) || (held !== 'ok' && share >= CLEAR_SHARE * warning);
  const verdict = isCritical ? 'critical' : isWarning ? 'warning' : 'ok';
  return { verdict, bad, n, share, expected, critical, pValue };
}

/** What was not judged is not calm evidence against an episode: the level is held. */
function levelOf({ verdict }: ServiceReading): Level | null {
  return verdict === 'no-data' || verdict === 'insufficient' ? null : verdict;
}

/** The usual 99th percentile, and at least twice the usual median: from 20 to 22 ms is not an incident. */
function slowEdgeMs({ latencyCounts }: ServiceMemory): number | null {
  const total = latencyCounts.reduce((sum, count) => sum + count, 0);
  if (total < MIN_BASELINE_EVENTS) return null;
  const p99 = latencyQuantileMs(latencyCounts, 0.99);
  const median = latencyQuantileMs(latencyCounts, 0.5);
  if (p99 === null || median === null) return null;
  return LATENCY_EDGES_MS.find((edge) => edge >= Math.max(p99, 2 * median)) ?? null;
}

function nextMemory(
  { leaving, paneMs, windowPanes, memory }: ServiceWindow,
  errorsLevel: Level | null,
  latencyLevel: Level | null,
): ServiceMemory {
  const levels = { errorsLevel: errorsLevel ?? memory.errorsLevel, latencyLevel: latencyLevel ?? memory.latencyLevel };
  const isCalm = levels.errorsLevel === 'ok' && levels.latencyLevel === 'ok';
  // Before there is a baseline nothing can be judged: the first events tell what is usual, whatever they are.
  const mayLearn = memory.calmWindows >= windowPanes;
  const base = leaving !== null && leaving.events > 0 && mayLearn ? learn(memory, leaving, paneMs) : memory;
  return { ...base, ...levels, calmWindows: isCalm ? Math.min(1_000_000, memory.calmWindows + 1) : 0 };
}

function learn(memory: ServiceMemory, pane: ServiceCounts, paneMs: number): ServiceMemory {
  const keep = 2 ** (-paneMs / HALF_LIFE_MS);
  return {
    ...memory,
    events: memory.events * keep + pane.events,
    errors: memory.errors * keep + pane.errors,
    latencyCounts: memory.latencyCounts.map((count, cell) => count * keep + (pane.latencyCounts[cell] ?? 0)),
  };
}
