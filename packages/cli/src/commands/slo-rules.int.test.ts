import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensurePromtool } from '@leeway/devstack';
import { afterAll, beforeAll, expect, it } from 'vitest';

const MAIN = fileURLToPath(new URL('../main.ts', import.meta.url));
let folder: string;
let promtool: string;

type Ran = { code: number; out: string; err: string };

function run(command: string, args: string[]): Promise<Ran> {
  return new Promise((resolve) => {
    execFile(command, args, { cwd: folder }, (error, out, err) => {
      resolve({ code: typeof error?.code === 'number' ? error.code : 0, out: out.trim(), err: err.trim() });
    });
  });
}
const rulesOf = (...args: string[]) => run(process.execPath, [MAIN, 'slo', 'rules', ...args]);

async function file(name: string, content: unknown): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, typeof content === 'string' ? content : JSON.stringify(content));
  return path;
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'leeway-rules-'));
  promtool = (await ensurePromtool(new AbortController().signal)) ?? 'promtool is missing: apt-get install prometheus';
}, 180_000);
afterAll(() => rm(folder, { recursive: true, force: true }));

const prometheus = (query: string) => ({ metricSource: { type: 'Prometheus', spec: { query } } });
const RATIO = { counter: true, bad: prometheus('requests_total{outcome="bad"}'), total: prometheus('requests_total') };

function slo(name: string, spec: object) {
  return {
    apiVersion: 'openslo/v1',
    kind: 'SLO',
    metadata: { name },
    spec: {
      service: 'fraud',
      budgetingMethod: 'Occurrences',
      indicator: { metadata: { name: 'good' }, spec: { ratioMetric: RATIO } },
      timeWindow: [{ duration: '30d', isRolling: true }],
      objectives: [{ target: 0.999 }],
      ...spec,
    },
  };
}

/** Writes the rules of documents, has Prometheus check them, and runs a test of theirs. */
async function prove(documents: object[], test: object, ...options: string[]): Promise<void> {
  const rules = await rulesOf(await file('slo.json', documents), ...options);
  expect(rules).toMatchObject({ code: 0 });
  const checked = await run(promtool, ['check', 'rules', await file('rules.yml', rules.out)]);
  expect(checked).toMatchObject({ code: 0 });
  const tests = { rule_files: ['rules.yml'], evaluation_interval: '1m', tests: [{ interval: '1m', ...test }] };
  const tested = await run(promtool, ['test', 'rules', await file('test.yml', tests)]);
  expect(`${tested.out}\n${tested.err}`).toContain('SUCCESS');
  expect(tested.code).toBe(0);
}

const labels = (name: string) => ({ slo_id: `fraud-${name}`, slo_name: name, slo_service: 'fraud' });
const firing = (name: string, severity: string, target: string) => ({
  exp_labels: { ...labels(name), severity },
  exp_annotations: {
    summary: `The error budget of ${name} (fraud) burns too fast`,
    description: `Objective: ${target}\u00a0% over 30d.`,
  },
});
const at = (minute: number, alerts: object[]) => ({
  eval_time: `${minute}m`,
  alertname: 'ErrorBudgetBurn',
  exp_alerts: alerts,
});
const sample = (expr: string, minute: number, value: number, name: string) => ({
  expr: `${expr}{slo_id="fraud-${name}"}`,
  eval_time: `${minute}m`,
  exp_samples: [{ labels: `${expr}{slo_id="fraud-${name}",slo_name="${name}",slo_service="fraud"}`, value }],
});

it('page within three minutes of a total outage at 99.9 %, and let go soon after it', { timeout: 60_000 }, async () => {
  const fast = '(slo:sli_error:ratio_rate5m > 0.0144 and slo:sli_error:ratio_rate1h > 0.0144) > bool 0';
  const isBurning = (minute: number, burns: boolean) => ({
    expr: `count(${fast}) or vector(0)`,
    eval_time: `${minute}m`,
    exp_samples: [{ labels: '{}', value: burns ? 1 : 0 }],
  });
  await prove([slo('answers', {})], {
    input_series: [
      { series: 'requests_total{outcome="good"}', values: '0+1000x60 60000+0x10 60000+1000x240' },
      { series: 'requests_total{outcome="bad"}', values: '0+0x60 1000+1000x9 10000+0x241' },
    ],
    promql_expr_test: [isBurning(60, false), isBurning(62, true), isBurning(70, true), isBurning(78, false)],
    alert_rule_test: [
      at(60, []),
      at(63, [firing('answers', 'page', '99.9'), firing('answers', 'ticket', '99.9')]),
      // The slow rows let go when their own short windows do: after half an hour, and after two hours.
      at(120, [firing('answers', 'ticket', '99.9')]),
    ],
  });
});

it('count what a budget counts, with nothing for nothing', { timeout: 60_000 }, async () => {
  const name = 'budget';
  await prove([slo(name, { objectives: [{ target: 0.99 }] })], {
    // An hour of 100 a minute with 2 % bad, then an hour of 1 a minute all bad: a mean of ratios would say half.
    input_series: [
      { series: 'requests_total{outcome="good"}', values: '0+98x60 5880+0x60' },
      { series: 'requests_total{outcome="bad"}', values: '0+2x60 121+1x59' },
    ],
    promql_expr_test: [
      sample('slo:sli_error:ratio_rate1h', 60, 0.02, name),
      sample('slo:period_burn_rate:ratio', 60, 2, name),
      sample('slo:period_error_budget_remaining:ratio', 60, -1, name),
      sample('slo:sli_error:ratio_rate1h', 120, 1, name),
      sample('slo:sli_error:ratio_rate30d', 120, 180 / 6_060, name),
    ],
  });
});

it('say nothing while nothing is asked, and nothing of what is not there yet', { timeout: 60_000 }, async () => {
  const name = 'idle';
  await prove([slo(name, {})], {
    input_series: [{ series: 'requests_total{outcome="good"}', values: '0+0x60 0+10x60' }],
    promql_expr_test: [
      { expr: 'slo:sli_error:ratio_rate5m', eval_time: '50m', exp_samples: [] },
      sample('slo:sli_error:ratio_rate5m', 110, 0, name),
    ],
    alert_rule_test: [at(50, []), at(110, [])],
  });
});

it('count slices as slices', { timeout: 60_000 }, async () => {
  const name = 'slices';
  const spec = {
    budgetingMethod: 'Timeslices',
    objectives: [{ target: 0.9, timeSliceTarget: 0.95, timeSliceWindow: '1m' }],
  };
  // An increase needs two samples: over a minute of a scrape a minute it has none.
  const windowed = (query: string) => prometheus(`sum(increase(${query}[2m]))`);
  const ratioMetric = {
    counter: false,
    bad: windowed('requests_total{outcome="bad"}'),
    total: windowed('requests_total'),
  };
  await prove([slo(name, { ...spec, indicator: { metadata: { name: 'x' }, spec: { ratioMetric } } })], {
    // 4 % bad is a good minute, 10 % a bad one, however many there were.
    input_series: [
      { series: 'requests_total{outcome="good"}', values: '0+96x60 5760+9000x60' },
      { series: 'requests_total{outcome="bad"}', values: '0+4x60 240+1000x60' },
    ],
    promql_expr_test: [
      sample('slo:sli_error:ratio_rate30m', 55, 0, name),
      sample('slo:sli_error:ratio_rate30m', 115, 1, name),
    ],
  });
});

it('come with tests of their own, which pass', { timeout: 120_000 }, async () => {
  const windowed = (query: string) => prometheus(`sum(rate(${query}[{{.window}}]))`);
  const ratio = (part: object, total: object) => ({
    indicator: { metadata: { name: 'x' }, spec: { ratioMetric: { counter: true, ...part, total } } },
  });
  const codes = ratio({ good: windowed('http_total{job="api",code!~"(5..|429)"}') }, windowed('http_total{job="api"}'));
  const buckets = ratio(
    { good: windowed('seconds_bucket{le="0.4",verb!="WATCH"}') },
    windowed('seconds_count{verb!="WATCH"}'),
  );
  const documents = await file('many.json', [
    slo('codes', codes),
    slo('buckets', { ...buckets, objectives: [{ target: 0.99 }, { target: 0.999 }] }),
    slo('formula', ratio({ good: prometheus('sum(a) - sum(b)') }, prometheus('sum(a)'))),
  ]);
  for (const policy of ['sloth', 'pyrra']) {
    const [rules, tests] = [join(folder, `${policy}.yml`), join(folder, `${policy}.test.yml`)];
    const written = await rulesOf(documents, '--policy', policy, '--out', rules, '--tests', tests);
    expect(written.out).toContain('tests of 3 SLOs written');
    expect(written.out).toContain('no test of fraud-formula: no series could be made up for its queries');
    expect(await run(promtool, ['check', 'rules', rules])).toMatchObject({ code: 0 });
    const tested = await run(promtool, ['test', 'rules', tests]);
    expect(`${tested.out}\n${tested.err}`).toContain('SUCCESS');
  }
  expect(await rulesOf(documents, '--tests', join(folder, 'x.yml'))).toMatchObject({ code: 2 });
});

it('take the rows that are asked for, and lower what could never fire', { timeout: 60_000 }, async () => {
  const documents = await file('low.json', [slo('low', { objectives: [{ target: 0.9 }] })]);
  const sloth = await rulesOf(documents);
  expect(sloth.err).toContain('could never fire');
  expect(sloth.out).toContain('(7 * 0.1)');
  const pyrra = await rulesOf('--policy', 'pyrra', '--file', documents);
  expect(pyrra.out).toContain('for: 3h13m');
  expect(await rulesOf(documents, '--policy', 'mine')).toMatchObject({ code: 2 });
});

it('refuse what cannot be asked of Prometheus, with document, path and reason', { timeout: 60_000 }, async () => {
  const datadog = { metricSource: { type: 'Datadog', spec: { query: 'x' } } };
  const elsewhere = slo('elsewhere', {
    indicator: { metadata: { name: 'x' }, spec: { thresholdMetric: datadog } },
    objectives: [{ target: 0.9, op: 'lt', value: 1 }],
  });
  const refused = await rulesOf(await file('bad.json', [elsewhere, slo('fine', {})]));
  expect(refused).toMatchObject({ code: 1, out: '' });
  expect(refused.err).toMatch(
    /refused {2}SLO elsewhere .*\n(.*\n)*.*spec\.indicator\.spec\.thresholdMetric\.metricSource\.type: "Datadog" can't be queried/u,
  );
});
