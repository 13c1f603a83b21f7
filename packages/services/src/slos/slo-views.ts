import type {
  AlertRow,
  AlertRowState,
  AlertSeverity,
  BudgetConsequence,
  BudgetPoint,
  SentencePart,
  SliKind,
  SloCalendar,
  SloDocument,
  SloDraft,
  SloState,
} from '@leeway/slo';
import type { ModelTask } from '@leeway/drift';
import type { MaintenanceView } from './maintenance/maintenance-input.ts';
import type { PrometheusView } from './prometheus/prometheus-view.ts';
import type { ChangeView } from '../changes/change-view.ts';

export type FiringView = { rowId: string; severity: AlertSeverity; sinceMs: number; frozen: boolean };

/** One bar of a burn strip; `burnRate` null = nothing was measured. */
export type BurnBar = { startMs: number; burnRate: number | null };

export type SloRow = {
  id: string;
  name: string;
  modelId: string;
  modelName: string;
  kind: SliKind;
  target: number;
  windowDays: number;
  calendar: SloCalendar | null;
  sentence: SentencePart[];
  /** The same in short: "99 % within 100 ms, 7 d". */
  objective: string;
  version: number;
  state: SloState;
  /** 1 = untouched, below 0 = overspent, null = nothing measured. */
  remaining: number | null;
  remainingDayAgo: number | null;
  /** Over the last hour. */
  burnRate: number | null;
  exhaustsAtMs: number | null;
  /** Share of the window's minutes that were measured. */
  coverage: number;
  good: number;
  bad: number;
  unknown: number;
  /** The most severe row that fires, the oldest of several. */
  firing: FiringView | null;
  /** Burn rate by half an hour, the last 24 h. */
  strip: BurnBar[];
  /** When it was computed; null = not yet. */
  asOfMs: number | null;
  /** End of the newest measured minute. */
  measuredAtMs: number | null;
};

export type AlertRowView = AlertRow & {
  rowId: string;
  state: AlertRowState | null;
  errorRatioAbove: number;
  /** Whether any burn can be above it at this target. */
  isReachable: boolean;
  /** A total outage, and one of a tenth of the events, after a clean history. */
  outages: { total: OutageView; tenth: OutageView };
};

export type OutageView = {
  /** Minutes until the row fires; null = it never does. */
  minutesToFire: number | null;
  /** Share of the budget that is spent by then; null = it never fires. */
  budgetSpent: number | null;
};

/** A step of the error-budget policy that an SLO is or was on. */
export type BudgetStepView = {
  id: string;
  /** The share of the budget at which it begins. */
  left: number;
  consequences: BudgetConsequence[];
  remaining: number | null;
  sinceMs: number;
  untilMs: number | null;
};

/** Minutes that were counted differently after they had been judged. */
export type RestatementView = {
  id: string;
  version: number;
  atMs: number;
  sinceMs: number;
  fromMs: number;
  toMs: number;
  changes: number;
  /** More, or less, than before. */
  good: number;
  bad: number;
  unknown: number;
  remainingBefore: number | null;
  remainingAfter: number | null;
  by: string;
};

export type RestatingView = Pick<
  RestatementView,
  'sinceMs' | 'fromMs' | 'toMs' | 'changes' | 'good' | 'bad' | 'unknown'
>;

/** Minutes in which most was bad. */
export type WorstMinute = { minuteMs: number; good: number; bad: number; budgetSpent: number };

export type AlertView = {
  id: string;
  rowId: string;
  severity: AlertSeverity;
  firedMs: number;
  resolvedMs: number | null;
  burnRate: number | null;
  incident: { id: string; number: number } | null;
};

/** History of one SLO or of a draft, cut into stretches that end at `toMs`. */
export type SloHistory = {
  fromMs: number;
  toMs: number;
  bucketMs: number;
  points: BudgetPoint[];
  changes: ChangeView[];
};

export type SloDetail = SloRow & {
  description: string;
  document: SloDocument;
  /** What the model answers. */
  task: ModelTask;
  paneMs: number;
  createdAtMs: number;
  createdBy: string;
  updatedAtMs: number;
  archivedAtMs: number | null;
  measuredMinutes: number;
  windowMinutes: number;
  /** Share of the window since something was first measured in it; small while the SLO's history is young. */
  historyShare: number;
  rows: AlertRowView[];
  alerts: AlertView[];
  /** The step of the error-budget policy that is in force, and all that were, newest first. */
  budgetStep: BudgetStepView | null;
  /** Planned, running and past maintenances of the model, the latest first. */
  maintenance: MaintenanceView[];
  budgetSteps: BudgetStepView[];
  /** Newest first. */
  restatements: RestatementView[];
  /** Minutes that changed since they were judged and are not written down yet. */
  restating: RestatingView | null;
  /** Of the shown stretch, the worst first. */
  worstMinutes: WorstMinute[];
  history: SloHistory;
  /** Of SLOs that ask Prometheus: how far it answered. */
  prometheus: PrometheusView | null;
};

export type PreviewEpisode = {
  rowId: string;
  severity: AlertSeverity;
  firedMs: number;
  resolvedMs: number | null;
  burnRate: number | null;
  /** An incident of the model that was open while the alert would have fired. */
  incidentNumber: number | null;
};

export type PreviewWarning = {
  kind: 'unreachable' | 'too-long' | 'above-history' | 'no-data' | 'short-history' | 'no-alerts';
  text: string;
};

export type SloPreview = {
  /** What was run, so that an answer is never read against another draft. */
  draft: SloDraft;
  asOfMs: number;
  good: number;
  bad: number;
  unknown: number;
  remaining: number | null;
  burnRate: number | null;
  coverage: number;
  measuredMinutes: number;
  windowMinutes: number;
  /** Good and bad ones that a whole window is expected to hold, from what was measured; null = nothing was. */
  expectedTotal: number | null;
  /** Newest first, at most 100. */
  episodes: PreviewEpisode[];
  pages: number;
  tickets: number;
  history: SloHistory;
  warnings: PreviewWarning[];
};

export type SloVersionView = {
  version: number;
  document: SloDocument;
  savedBy: string;
  reason: string;
  savedAtMs: number;
};
