import { DAY_MINUTES } from '../budget/rolling-window.ts';
import type { AlertRow } from '../burn/alert-row.ts';
import { formatPercent } from '../words/format-number.ts';
import { badCount, errorRatio, sliceIsBad } from './error-ratio.ts';
import { PROMETHEUS_OPERATORS, type PrometheusSlo } from './prometheus-slo.ts';
import { promqlDuration, promqlNumber, promqlString } from './promql.ts';
import type { AlertingRule, RecordingRule, RuleFile, RuleGroup } from './rule-file.ts';

const SLICE = 'slo:slice_error:ratio';
/** What "now" means for a burn rate when no row has a window. */
const NOW_MINUTES = 5;

function ratioName(minutes: number): string {
  return `slo:sli_error:ratio_rate${promqlDuration(minutes)}`;
}

const labelsOf = ({ id, name, service }: PrometheusSlo) => ({ slo_id: id, slo_name: name, slo_service: service });
const recorded = (slo: PrometheusSlo, name: string): string => `${name}{slo_id=${promqlString(slo.id)}}`;
const budgetOf = ({ target }: PrometheusSlo): string => promqlNumber(1 - target);

/** Every window that something asks for, shortest first. */
function windowsOf({ rows, conditions, windowMinutes }: PrometheusSlo): number[] {
  const asked = [
    ...rows.flatMap((row) => [row.shortMinutes, row.longMinutes]),
    ...conditions.map((condition) => condition.windowMinutes),
  ];
  return [...new Set([...asked, ...(asked.length === 0 ? [NOW_MINUTES] : []), windowMinutes])].toSorted(
    (a, b) => a - b,
  );
}

function slices(slo: PrometheusSlo): RuleGroup[] {
  const { budgeting, indicator } = slo;
  if (budgeting.method === 'occurrences') return [];
  const { sliceMinutes } = budgeting;
  const expr =
    budgeting.method === 'slices'
      ? sliceIsBad(indicator, sliceMinutes, budgeting.goodShare)
      : errorRatio(indicator, sliceMinutes);
  // One sample a slice, so that a mean over samples is a mean over slices.
  const interval = promqlDuration(sliceMinutes);
  return [{ name: `slo-slices-${slo.id}`, interval, rules: [{ record: SLICE, expr, labels: labelsOf(slo) }] }];
}

function ratios(slo: PrometheusSlo): RecordingRule[] {
  return windowsOf(slo).map((minutes) => ({
    record: ratioName(minutes),
    expr:
      slo.budgeting.method === 'occurrences'
        ? errorRatio(slo.indicator, minutes)
        : `avg_over_time(${recorded(slo, SLICE)}[${promqlDuration(minutes)}])`,
    labels: labelsOf(slo),
  }));
}

function facts(slo: PrometheusSlo): RecordingRule[] {
  const labels = labelsOf(slo);
  const [now = NOW_MINUTES] = windowsOf(slo);
  const burn = (minutes: number) => `${recorded(slo, ratioName(minutes))} / ${budgetOf(slo)}`;
  const values: [string, string][] = [
    ['slo:objective:ratio', `vector(${promqlNumber(slo.target)})`],
    ['slo:error_budget:ratio', `vector(${budgetOf(slo)})`],
    ['slo:time_period:days', `vector(${promqlNumber(slo.windowMinutes / DAY_MINUTES)})`],
    ['slo:current_burn_rate:ratio', burn(now)],
    ['slo:period_burn_rate:ratio', burn(slo.windowMinutes)],
    ['slo:period_error_budget_remaining:ratio', `1 - ${burn(slo.windowMinutes)}`],
  ];
  return values.map(([record, expr]) => ({ record, expr, labels }));
}

/** Rows of one severity that wait equally long are one alert: it goes on while any of them holds. */
function rowAlerts(slo: PrometheusSlo): AlertingRule[] {
  const groups = Map.groupBy(slo.rows, ({ severity, forMinutes = 0 }) => `${severity} ${forMinutes}`);
  return [...groups.values()].flatMap((rows): AlertingRule[] => {
    const [first] = rows;
    if (first === undefined) return [];
    const expr = rows.map((row) => `(${rowExpression(slo, row)})`).join(' or ');
    return [alertOf(slo, expr, first.severity, first.forMinutes ?? 0)];
  });
}

function rowExpression(slo: PrometheusSlo, { shortMinutes, longMinutes, burnAbove }: AlertRow): string {
  const limit = `(${promqlNumber(burnAbove)} * ${budgetOf(slo)})`;
  const above = [shortMinutes, longMinutes].map((minutes) => `${recorded(slo, ratioName(minutes))} > ${limit}`);
  const bad =
    slo.minimumBad > 1 && slo.budgeting.method === 'occurrences' ? badCount(slo.indicator, longMinutes) : null;
  const enough = bad === null ? [] : [`on() (${bad}) >= ${slo.minimumBad}`];
  return [...above, ...enough].join(' and ');
}

function conditionAlerts(slo: PrometheusSlo): AlertingRule[] {
  return slo.conditions.map(({ name, severity, op, burn, windowMinutes, forMinutes }) => {
    const limit = `(${promqlNumber(burn)} * ${budgetOf(slo)})`;
    const expr = `${recorded(slo, ratioName(windowMinutes))} ${PROMETHEUS_OPERATORS[op]} ${limit}`;
    const alert = alertOf(slo, expr, severity, forMinutes);
    return { ...alert, labels: { ...alert.labels, slo_condition: name } };
  });
}

function alertOf(slo: PrometheusSlo, expr: string, severity: string, forMinutes: number): AlertingRule {
  return {
    alert: 'ErrorBudgetBurn',
    expr,
    ...(forMinutes > 0 ? { for: promqlDuration(forMinutes) } : {}),
    // Alerts of one name need labels of their own.
    labels: { ...labelsOf(slo), severity, ...(forMinutes > 0 ? { slo_for: promqlDuration(forMinutes) } : {}) },
    annotations: {
      summary: `The error budget of ${slo.name} (${slo.service}) burns too fast`,
      description: `Objective: ${formatPercent(slo.target)} over ${promqlDuration(slo.windowMinutes)}.`,
    },
  };
}

/**
 * Recording and alerting rules of SLOs. Ratios are of counts over the whole window, as Leeway's own budget is, and not
 * means of shorter ratios; names of the records follow Sloth's, so that boards made for it find them.
 */
export function prometheusRules(slos: readonly PrometheusSlo[]): RuleFile {
  return {
    groups: slos.flatMap((slo) => {
      const alerts = [...rowAlerts(slo), ...conditionAlerts(slo)];
      return [
        ...slices(slo),
        { name: `slo-ratios-${slo.id}`, rules: ratios(slo) },
        { name: `slo-facts-${slo.id}`, rules: facts(slo) },
        ...(alerts.length === 0 ? [] : [{ name: `slo-alerts-${slo.id}`, rules: alerts }]),
      ];
    }),
  };
}
