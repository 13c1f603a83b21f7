import { AlertRow, MAX_ALERT_ROWS } from '../burn/alert-row.ts';
import type { PrometheusCondition } from '../prometheus/prometheus-slo.ts';
import type { OpenSloProblem } from './open-slo-problem.ts';

/** One of the two AlertPolicies that a row was exported as. */
export type RowHalf = {
  row: string;
  window: string | undefined;
  condition: PrometheusCondition;
  path: string;
};

/** Puts rows together again; two halves that no longer fit, since somebody edited one, are an error that says so. */
export function ownRows(halves: readonly RowHalf[]): { rows: AlertRow[]; problems: OpenSloProblem[] } {
  const groups = [...Map.groupBy(halves, ({ row }) => row)].toSorted(([a], [b]) => Number(a) - Number(b));
  const rows: AlertRow[] = [];
  const problems: OpenSloProblem[] = [];
  for (const [number, group] of groups) {
    const made = rowOf(group);
    if (typeof made !== 'string') rows.push(made);
    else problems.push({ path: group[0]?.path ?? '', message: `alert row ${number}: ${made}`, severity: 'error' });
  }
  if (rows.length > MAX_ALERT_ROWS)
    problems.push({ path: 'spec.alertPolicies', message: `at most ${MAX_ALERT_ROWS} alert rows`, severity: 'error' });
  return { rows, problems };
}

function rowOf(group: readonly RowHalf[]): AlertRow | string {
  const of = (window: string) => group.filter((half) => half.window === window).map(({ condition }) => condition);
  const [[long, ...moreLong], [short, ...moreShort]] = [of('long'), of('short')];
  if (long === undefined || short === undefined || moreLong.length + moreShort.length > 0)
    return 'needs exactly two policies, one of the long and one of the short window';
  if (long.op !== 'gt' || short.op !== 'gt') return 'alerts above a burn rate: op gt';
  for (const field of ['burn', 'severity', 'forMinutes'] as const)
    if (long[field] !== short[field]) return `its two policies differ in ${WORDS[field]}`;
  const parsed = AlertRow.safeParse({
    severity: long.severity,
    longMinutes: long.windowMinutes,
    shortMinutes: short.windowMinutes,
    burnAbove: long.burn,
    ...(long.forMinutes > 0 ? { forMinutes: long.forMinutes } : {}),
  });
  return parsed.success ? parsed.data : (parsed.error.issues[0]?.message ?? 'is no alert row');
}

const WORDS = { burn: 'threshold', severity: 'severity', forMinutes: 'alertAfter' } as const;
