import { DAY_MINUTES } from '../budget/rolling-window.ts';
import { ALERT_POLICIES, type PolicyPresetId } from '../burn/alert-policies.ts';
import type { AlertRow } from '../burn/alert-row.ts';
import { reachability } from '../burn/reachability.ts';
import type { PrometheusBudgeting, PrometheusSlo } from '../prometheus/prometheus-slo.ts';
import { hasWindow } from '../prometheus/promql.ts';
import { RATIO_PARTS } from '../spec/budgeting.ts';
import { formatFactor } from '../words/format-number.ts';
import { alertingOf, type OpenSloAlerting } from './alerting.ts';
import { openSloSet, type Find } from './document-set.ts';
import { durationMinutes, parseDuration } from './duration.ts';
import { targetOf } from './objective-sli.ts';
import { OWN_ANNOTATIONS, ownAnnotation } from './own-fields.ts';
import type { OpenSloProblem, OpenSloReport } from './open-slo-problem.ts';
import { prometheusIndicator, type IndicatorResult } from './prometheus-indicator.ts';
import type { Metadata } from './v1/common.ts';
import type { V1Document } from './v1/documents.ts';
import type { Objective, SloSpec } from './v1/slo.ts';

const DEFAULT_WINDOW_MINUTES = 28 * DAY_MINUTES;

export type PrometheusConversion = { slos: PrometheusSlo[]; reports: OpenSloReport[] };
type SloDocumentV1 = Extract<V1Document, { kind: 'SLO' }>;

/**
 * Documents → what rules are made of, an SLO an objective. Whatever can't be put into rules is an error of its document,
 * at its path: nothing is left out silently. `preset`: rows for SLOs that name no alert policy of their own.
 */
export function openSloToPrometheus(values: readonly unknown[], preset: PolicyPresetId): PrometheusConversion {
  const { reports, documents, find } = openSloSet(values);
  const slos: PrometheusSlo[] = [];
  for (const [index, document] of documents.entries()) {
    const report = reports[index];
    if (document?.kind !== 'SLO' || report?.ok !== true) continue;
    const converted = convert(document, find, preset);
    report.problems.push(...converted.problems);
    report.ok = report.problems.every(({ severity }) => severity === 'warning');
    if (report.ok) slos.push(...converted.slos);
  }
  return { slos, reports };
}

function convert(
  { metadata, spec }: SloDocumentV1,
  find: Find,
  preset: PolicyPresetId,
): { slos: PrometheusSlo[]; problems: OpenSloProblem[] } {
  const window = windowOf(spec);
  const alerting = alertingOf(spec.alertPolicies ?? [], find);
  const problems = [...window.problems, ...alerting.problems];
  const silence = alerting.noDataPath ?? noDataAnnotation(metadata);
  if (silence !== null)
    problems.push({ path: silence, message: 'an alert on no data is not made', severity: 'warning' });
  const slos = spec.objectives.flatMap((objective, index): PrometheusSlo[] => {
    const path = `spec.objectives[${index}]`;
    const indicator = prometheusIndicator({ spec, objective, path, find, name: metadata.name });
    problems.push(...indicator.problems);
    const budgeting = budgetingOf(spec, objective, indicator, path);
    problems.push(...budgeting.problems);
    if (indicator.indicator === null) return [];
    const target = targetOf(objective);
    const isOwn = ownAnnotation(metadata, 'minimumBad') !== undefined;
    const chosen = isOwn
      ? { rows: alerting.rows, problems: [] }
      : rowsOf(target, window.minutes, alerting, preset, path);
    problems.push(...chosen.problems);
    return [
      {
        id: [spec.service, metadata.name, ...(spec.objectives.length > 1 ? [String(index)] : [])].join('-'),
        name: objective.displayName ?? metadata.displayName ?? metadata.name,
        service: spec.service,
        target,
        windowMinutes: window.minutes,
        indicator: indicator.indicator,
        budgeting: budgeting.budgeting,
        rows: chosen.rows,
        minimumBad: minimumBadOf(metadata, spec, indicator.isOwn === true),
        conditions: alerting.conditions,
      },
    ];
  });
  return { slos, problems };
}

/** In the units of what is counted: Leeway's counters hold shares of slices in millionths. */
function minimumBadOf(metadata: Metadata, { budgetingMethod }: SloSpec, isOwn: boolean): number {
  const asked = Number(ownAnnotation(metadata, 'minimumBad') ?? 1) || 1;
  return isOwn && budgetingMethod === 'RatioTimeslices' ? asked * RATIO_PARTS : asked;
}

function noDataAnnotation(metadata: Metadata): string | null {
  return ownAnnotation(metadata, 'noDataMinutes') === undefined
    ? null
    : `metadata.annotations["${OWN_ANNOTATIONS.noDataMinutes}"]`;
}

function windowOf({ timeWindow }: SloSpec): { minutes: number; problems: OpenSloProblem[] } {
  const [window] = timeWindow ?? [];
  const parsed = window === undefined ? null : parseDuration(window.duration);
  if (window === undefined || parsed === null) return { minutes: DEFAULT_WINDOW_MINUTES, problems: [] };
  const minutes = durationMinutes(parsed);
  if (window.isRolling) return { minutes, problems: [] };
  const message = `Prometheus has no calendar: the last ${minutes / DAY_MINUTES} days are taken`;
  return { minutes, problems: [{ path: 'spec.timeWindow[0]', message, severity: 'warning' }] };
}

function budgetingOf(
  spec: SloSpec,
  objective: Objective,
  { indicator, isOwn }: IndicatorResult,
  path: string,
): { budgeting: PrometheusBudgeting; problems: OpenSloProblem[] } {
  // Leeway's counters count slices already.
  if (isOwn === true) return { budgeting: { method: 'occurrences' }, problems: [] };
  const slice = objective.timeSliceWindow === undefined ? null : parseDuration(objective.timeSliceWindow);
  const sliceMinutes = slice === null ? 1 : durationMinutes(slice);
  const problems = shortSlices(indicator, sliceMinutes, path);
  if (spec.budgetingMethod === 'Timeslices')
    return { budgeting: { method: 'slices', sliceMinutes, goodShare: objective.timeSliceTarget ?? 1 }, problems };
  if (spec.budgetingMethod === 'RatioTimeslices')
    return { budgeting: { method: 'slice-ratios', sliceMinutes }, problems };
  if (indicator?.kind !== 'threshold') return { budgeting: { method: 'occurrences' }, problems: [] };
  const message = 'occurrences of a threshold can’t be counted in Prometheus: minutes are';
  return {
    budgeting: { method: 'slices', sliceMinutes: 1, goodShare: 1 },
    problems: [{ path, message, severity: 'warning' }],
  };
}

/** The increase of a counter needs two samples in a slice. */
function shortSlices(indicator: IndicatorResult['indicator'], sliceMinutes: number, path: string): OpenSloProblem[] {
  if (indicator?.kind !== 'ratio' || !indicator.isCounter || sliceMinutes > 1 || hasWindow(indicator.query)) return [];
  const message = 'a minute holds the increase of a counter only when it is scraped twice in it';
  return [{ path: `${path}.timeSliceWindow`, message, severity: 'warning' }];
}

/** Rows that can't fire are lowered, and it is said; policies of one's own go without ready-made rows. */
function rowsOf(
  target: number,
  windowMinutes: number,
  { rows: own, conditions }: OpenSloAlerting,
  preset: PolicyPresetId,
  path: string,
): { rows: AlertRow[]; problems: OpenSloProblem[] } {
  if (own.length + conditions.length > 0) return { rows: own, problems: [] };
  const problems: OpenSloProblem[] = [];
  const rows = ALERT_POLICIES[preset].rows(windowMinutes / DAY_MINUTES).map((row) => {
    const reach = reachability(row.burnAbove, target);
    if (reach.reachable) return row;
    const message = `a row above ${formatFactor(row.burnAbove)} could never fire: it is ${formatFactor(reach.suggestedBurn)} here`;
    problems.push({ path: `${path}.target`, message, severity: 'warning' });
    return { ...row, burnAbove: reach.suggestedBurn };
  });
  return { rows, problems };
}
