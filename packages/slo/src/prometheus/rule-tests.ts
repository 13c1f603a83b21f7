import { minutesToFire } from '../burn/default-alert-rows.ts';
import type { PrometheusSlo } from './prometheus-slo.ts';
import { promqlDuration, promqlString } from './promql.ts';
import { labelsFor, selectorsIn, type Selector, type SeriesLabels } from './selectors.ts';

type Sample = { labels: string; value: number };
type ExpressionTest = { expr: string; eval_time: string; exp_samples: Sample[] };
type Series = { series: string; values: string };
type RuleTest = { name: string; interval: string; input_series: Series[]; promql_expr_test: ExpressionTest[] };

/** What `promtool test rules` reads, once it is written as YAML. */
export type RuleTestFile = { rule_files: string[]; evaluation_interval: string; tests: RuleTest[] };

const HEALTHY_MINUTES = 20;
const A_MINUTE = 1_000;
const MAX_OUTAGE_MINUTES = 600;

/**
 * Tests of rules on made-up series: 20 minutes without a bad event leave the budget whole and nobody is told; when all are
 * bad from then on, the first row fires. `skipped`: SLOs whose queries no series could be made up for, and why.
 */
export function prometheusRuleTests(
  slos: readonly PrometheusSlo[],
  ruleFile: string,
): { file: RuleTestFile; skipped: { id: string; reason: string }[] } {
  const tests: RuleTest[] = [];
  const skipped: { id: string; reason: string }[] = [];
  for (const slo of slos) {
    const test = testOf(slo);
    if (typeof test === 'string') skipped.push({ id: slo.id, reason: test });
    else tests.push(test);
  }
  return { file: { rule_files: [ruleFile], evaluation_interval: '1m', tests }, skipped };
}

function testOf(slo: PrometheusSlo): RuleTest | string {
  if (slo.budgeting.method !== 'occurrences' || slo.indicator.kind !== 'ratio')
    return 'only ratios of events are tested';
  if (!slo.indicator.isCounter) return 'only counters are tested';
  const [first] = slo.rows;
  if (first === undefined) return 'only ready-made rows are tested';
  const needed = Math.ceil(minutesToFire({ ...first, forMinutes: 0 }, slo.target)) + (first.forMinutes ?? 0);
  const outage = Math.max(needed, first.shortMinutes) + 5;
  if (outage > MAX_OUTAGE_MINUTES) return `it fires only after ${needed} minutes of total outage`;
  if (slo.minimumBad > A_MINUTE * Math.min(outage, first.longMinutes))
    return `it fires only on ${slo.minimumBad} bad ones`;
  const series = seriesOf(slo.indicator, outage);
  if (series === null) return 'no series could be made up for its queries';
  const ratio = `slo:sli_error:ratio_rate${promqlDuration(first.shortMinutes)}{slo_id=${promqlString(slo.id)}}`;
  const alerts = `ALERTS{alertname="ErrorBudgetBurn",alertstate="firing",severity=${promqlString(first.severity)},slo_id=${promqlString(slo.id)}}`;
  const at = (expr: string, minute: number, value: number): ExpressionTest => ({
    expr,
    eval_time: `${minute}m`,
    exp_samples: [{ labels: '{}', value }],
  });
  return {
    name: slo.id,
    interval: '1m',
    input_series: series,
    promql_expr_test: [
      at(`max(${ratio})`, HEALTHY_MINUTES, 0),
      at(`max(slo:period_error_budget_remaining:ratio{slo_id=${promqlString(slo.id)}})`, HEALTHY_MINUTES, 1),
      at(`count(${alerts}) or vector(0)`, HEALTHY_MINUTES, 0),
      at(`max(${ratio})`, HEALTHY_MINUTES + outage, 1),
      at(`count(${alerts}) or vector(0)`, HEALTHY_MINUTES + outage, 1),
    ],
  };
}

type Ratio = Extract<PrometheusSlo['indicator'], { kind: 'ratio' }>;

/** Counters that go on as before, that stand still from the outage on, and that begin to count with it. */
const COURSES = {
  always: (outage: number) => `0+${A_MINUTE}x${HEALTHY_MINUTES + outage}`,
  healthy: (outage: number) => `0+${A_MINUTE}x${HEALTHY_MINUTES} ${A_MINUTE * HEALTHY_MINUTES}+0x${outage}`,
  outage: (outage: number) => `0+0x${HEALTHY_MINUTES} ${A_MINUTE}+${A_MINUTE}x${outage}`,
} as const;

function seriesOf({ part, query, total }: Ratio, outage: number): Series[] | null {
  const [ofPart, ...moreOfPart] = selectorsIn(query);
  const [ofTotal, ...moreOfTotal] = selectorsIn(total);
  if (ofPart === undefined || ofTotal === undefined || moreOfPart.length + moreOfTotal.length > 0) return null;
  const partCourse = part === 'good' ? 'healthy' : 'outage';
  const otherCourse = part === 'good' ? 'outage' : 'healthy';
  const plan: [Selector, SeriesLabels | null, keyof typeof COURSES][] =
    ofPart.metric === ofTotal.metric
      ? [
          [ofPart, labelsFor([ofPart, ofTotal], null), partCourse],
          [ofTotal, labelsFor([ofTotal], ofPart), otherCourse],
        ]
      : [
          [ofPart, labelsFor([ofPart], null), partCourse],
          [ofTotal, labelsFor([ofTotal], null), 'always'],
        ];
  const series = plan.flatMap(([selector, labels, course]) =>
    labels === null ? [] : [{ series: seriesText(selector.metric, labels), values: COURSES[course](outage) }],
  );
  return series.length === plan.length ? series : null;
}

function seriesText(metric: string, labels: SeriesLabels): string {
  const pairs = Object.entries(labels).filter(([, value]) => value !== '');
  return `${metric}{${pairs.map(([label, value]) => `${label}=${promqlString(value)}`).join(',')}}`;
}
