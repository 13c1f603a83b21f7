import { alertRowId, AlertRow, MAX_ALERT_ROWS, type AlertPolicy, type AlertSeverity } from '../../burn/alert-row.ts';
import { reachability } from '../../burn/reachability.ts';
import type { PrometheusCondition } from '../../prometheus/prometheus-slo.ts';
import { defaultPolicy } from '../../spec/default-document.ts';
import { SLI_DEFINITIONS, type SliKind } from '../../sli/registry.ts';
import { formatFactor } from '../../words/format-number.ts';
import type { OpenSloAlerting } from '../alerting.ts';
import { durationText } from '../duration.ts';
import type { OpenSloProblem } from '../open-slo-problem.ts';
import { OWN_ANNOTATIONS, ownAnnotation } from '../own-fields.ts';
import type { Metadata } from '../v1/common.ts';
import { noted, refused } from './import-problem.ts';

/** A short window of a twelfth of the long one, as the SRE Workbook has it. */
const SHORT_SHARE = 12;
/** Silence that is told of when a policy asks for it without saying after how long. */
const NO_DATA_MINUTES = 15;
const PAGES = /^(page|pager|critical|crit|high|p1|sev-?1|emergency)$/iu;
const PATH = 'spec.alertPolicies';

type Input = {
  metadata: Metadata;
  alerting: OpenSloAlerting;
  kind: SliKind;
  target: number;
  windowDays: number;
};

/** Alert rows of an SLO: those that Leeway exported exactly; of others' conditions the nearest there is, and said. */
export function importAlerting(input: Input): { policy: AlertPolicy; problems: OpenSloProblem[] } {
  const { metadata, alerting, kind, target, windowDays } = input;
  const minimum = wholeNumber(metadata, 'minimumBad', SLI_DEFINITIONS[kind].defaults.minimumBad);
  const isOwn = ownAnnotation(metadata, 'minimumBad') !== undefined;
  const silence = wholeNumber(metadata, 'noDataMinutes', alerting.noDataPath === null ? null : NO_DATA_MINUTES);
  const problems = [...minimum.problems, ...silence.problems];
  if (alerting.noDataPath !== null)
    problems.push(noted(alerting.noDataPath, `after how long is not said: ${NO_DATA_MINUTES} minutes are taken`));
  const policyOf = (rows: AlertRow[]): AlertPolicy => ({
    rows,
    minimumBad: minimum.value ?? 1,
    noDataMinutes: silence.value,
  });
  if (isOwn || alerting.rows.length + alerting.conditions.length > 0) {
    const made = rowsOf(alerting.conditions, target, alerting.rows);
    return { policy: policyOf([...alerting.rows, ...made.rows]), problems: [...problems, ...made.problems] };
  }
  problems.push(noted(PATH, 'none: the usual alert rows for this window are taken'));
  return { policy: policyOf(defaultPolicy({ kind, target, windowDays }).rows), problems };
}

function wholeNumber(metadata: Metadata, field: 'minimumBad' | 'noDataMinutes', otherwise: number | null) {
  const text = ownAnnotation(metadata, field);
  if (text === undefined) return { value: otherwise, problems: [] };
  if (/^\d{1,9}$/u.test(text)) return { value: Number(text), problems: [] };
  const path = `metadata.annotations["${OWN_ANNOTATIONS[field]}"]`;
  return { value: otherwise, problems: [refused(path, 'a whole number')] };
}

function rowsOf(conditions: readonly PrometheusCondition[], target: number, own: readonly AlertRow[]) {
  const problems: OpenSloProblem[] = [];
  const rows: AlertRow[] = [];
  for (const condition of conditions) {
    const made = rowOf(condition, target, problems);
    if (made === null) continue;
    if ([...own, ...rows].some((row) => alertRowId(row) === alertRowId(made)))
      problems.push(noted(PATH, `condition ${condition.name}: has the windows of another row, left out`));
    else if (own.length + rows.length >= MAX_ALERT_ROWS)
      problems.push(noted(PATH, `condition ${condition.name}: an SLO has at most ${MAX_ALERT_ROWS} rows, left out`));
    else rows.push(made);
  }
  return { rows, problems };
}

function rowOf(condition: PrometheusCondition, target: number, problems: OpenSloProblem[]): AlertRow | null {
  const { name, op, burn, windowMinutes: longMinutes, forMinutes } = condition;
  const say = (text: string) => problems.push(noted(PATH, `condition ${name}: ${text}`));
  if (op === 'lt' || op === 'lte') {
    say(`alerts below a burn rate (${op}), which no row does: left out`);
    return null;
  }
  if (op === 'gte') say('alerts at the threshold too (gte); a row does above it');
  const shortMinutes = Math.max(1, Math.round(longMinutes / SHORT_SHARE));
  const reach = reachability(burn, target);
  if (!reach.reachable)
    say(`burn above ${formatFactor(burn)} could never be reached: it is ${formatFactor(reach.suggestedBurn)} here`);
  const parsed = AlertRow.safeParse({
    severity: severityOf(condition.severity, say),
    longMinutes,
    shortMinutes,
    burnAbove: reach.reachable ? burn : reach.suggestedBurn,
    ...(forMinutes > 0 ? { forMinutes } : {}),
  });
  if (!parsed.success) {
    say(`is no alert row, left out: ${parsed.error.issues[0]?.message ?? ''}`);
    return null;
  }
  say(`is over one window; a short one of ${durationText(shortMinutes)} is added, so that it lets go soon`);
  return parsed.data;
}

function severityOf(severity: string, say: (text: string) => void): AlertSeverity {
  if (severity === 'page' || severity === 'ticket') return severity;
  const taken = PAGES.test(severity) ? 'page' : 'ticket';
  say(`severity ${JSON.stringify(severity)} is taken as ${taken}`);
  return taken;
}
