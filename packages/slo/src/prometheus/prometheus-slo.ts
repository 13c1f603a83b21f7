import type { AlertRow } from '../burn/alert-row.ts';

/** What is counted, as PromQL. `{{.window}}` in a query stands for the window; without it the query is wrapped. */
export type PrometheusIndicator =
  | { kind: 'ratio'; part: 'good' | 'bad'; query: string; total: string; isCounter: boolean }
  /** The share itself, of good or of bad ones. */
  | { kind: 'raw'; share: 'good' | 'bad'; query: string }
  /** A slice is good while the query compares so. */
  | { kind: 'threshold'; query: string; op: 'lt' | 'lte' | 'gt' | 'gte'; value: number };

/** How counts become a budget. `goodShare`: of a slice, from which on it is good as a whole. */
export type PrometheusBudgeting =
  | { method: 'occurrences' }
  | { method: 'slices'; sliceMinutes: number; goodShare: number }
  | { method: 'slice-ratios'; sliceMinutes: number };

/** One burn rate over one window, as OpenSLO's conditions have it. */
export type PrometheusCondition = {
  /** Tells the alerts of several conditions apart. */
  name: string;
  severity: string;
  op: 'lt' | 'lte' | 'gt' | 'gte';
  burn: number;
  windowMinutes: number;
  forMinutes: number;
};

export type PrometheusSlo = {
  /** Unique among those whose rules are loaded together. */
  id: string;
  name: string;
  service: string;
  target: number;
  windowMinutes: number;
  indicator: PrometheusIndicator;
  budgeting: PrometheusBudgeting;
  rows: readonly AlertRow[];
  /** Bad ones that the long window of a row must hold; 1 where nobody asked for more. */
  minimumBad: number;
  conditions: readonly PrometheusCondition[];
};

export const PROMETHEUS_OPERATORS = { lt: '<', lte: '<=', gt: '>', gte: '>=' } as const;
