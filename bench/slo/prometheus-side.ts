import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { mkdir, open, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { spawn, execFile } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { promisify } from 'node:util';
import { ensurePromtool, findFreePort } from '@leeway/devstack';
import { DAY_MINUTES, defaultAlertRows, prometheusRules, type PrometheusSlo } from '@leeway/slo';
import { cpuMsOfTree } from '../cpu-of-tree.ts';

const PROMETHEUS = '/usr/bin/prometheus';
const WINDOW_DAYS = 30;
const EVENTS_A_MINUTE = 1_000;
const BAD_A_MINUTE = 3;

export type PrometheusReport = {
  slos: number;
  rules: number;
  historyDays: number;
  /** Processor time of the process a minute, scraping and rules, and without rules. */
  cpuMsAMinute: number;
  cpuMsAMinuteWithoutRules: number;
};

function slosOf(count: number): PrometheusSlo[] {
  return Array.from({ length: count }, (_, index) => ({
    id: `bench-${index}`,
    name: `Answers without error ${index}`,
    service: `bench ${Math.floor(index / 100)}`,
    target: 0.99,
    windowMinutes: WINDOW_DAYS * DAY_MINUTES,
    indicator: {
      kind: 'ratio',
      part: 'bad',
      query: `answers_total{slo="${index}",outcome="bad"}`,
      total: `answers_total{slo="${index}"}`,
      isCounter: true,
    },
    budgeting: { method: 'occurrences' },
    rows: defaultAlertRows(WINDOW_DAYS),
    conditions: [],
    minimumBad: 1,
  }));
}

/** Counters of every SLO by the minute since some days, in blocks as Prometheus would have written them. */
async function backfill(folder: string, input: { slos: number; days: number; nowMs: number; promtool: string }) {
  const { slos, days } = input;
  const file = join(folder, 'history.om');
  const out = createWriteStream(file);
  const nowMinute = Math.floor(input.nowMs / 60_000);
  out.write('# TYPE answers counter\n');
  for (let slo = 0; slo < slos; slo += 1)
    for (const [outcome, each] of [
      ['good', EVENTS_A_MINUTE - BAD_A_MINUTE],
      ['bad', BAD_A_MINUTE],
    ] as const) {
      let lines = '';
      for (let minute = nowMinute - days * DAY_MINUTES; minute < nowMinute; minute += 1)
        lines += `answers_total{slo="${slo}",outcome="${outcome}",instance="bench",job="bench"} ${minute * each} ${minute * 60}\n`;
      if (!out.write(lines)) await once(out, 'drain');
    }
  out.end('# EOF\n');
  await once(out, 'finish');
  const args = ['tsdb', 'create-blocks-from', 'openmetrics', '--max-block-duration=24h', file, join(folder, 'data')];
  await promisify(execFile)(input.promtool, args, { maxBuffer: 64 * 1024 * 1024 });
}

function startTarget(slos: number, port: number) {
  const server = createServer((_request, response) => {
    const minute = Date.now() / 60_000;
    let body = '# TYPE answers_total counter\n';
    for (let slo = 0; slo < slos; slo += 1)
      body +=
        `answers_total{slo="${slo}",outcome="good"} ${Math.floor(minute * (EVENTS_A_MINUTE - BAD_A_MINUTE))}\n` +
        `answers_total{slo="${slo}",outcome="bad"} ${Math.floor(minute * BAD_A_MINUTE)}\n`;
    response.setHeader('content-type', 'text/plain; version=0.0.4').end(body);
  });
  server.listen(port, '127.0.0.1');
  return server;
}

async function configure(folder: string, targetPort: number, rules: object): Promise<void> {
  // JSON is YAML, and quicker to write.
  await writeFile(join(folder, 'rules.yml'), JSON.stringify(rules));
  const scrape = {
    job_name: 'bench',
    static_configs: [{ targets: [`127.0.0.1:${targetPort}`], labels: { instance: 'bench' } }],
  };
  const every = { scrape_interval: '60s', evaluation_interval: '60s' };
  const config = { global: every, rule_files: ['rules.yml'], scrape_configs: [scrape] };
  await writeFile(join(folder, 'prometheus.yml'), JSON.stringify(config));
}

async function query(port: number, expression: string): Promise<number> {
  const address = `http://127.0.0.1:${port}/api/v1/query?query=${encodeURIComponent(expression)}`;
  const body = (await (await fetch(address)).json()) as { data: { result: { value: [number, string] }[] } };
  return Number(body.data.result[0]?.value[1] ?? NaN);
}

/** Runs Prometheus on a folder until `work` is done. */
async function withPrometheus<T>(folder: string, work: (port: number, pid: number) => Promise<T>): Promise<T> {
  const port = await findFreePort();
  const log = await open(join(folder, 'prometheus.log'), 'a');
  const args = [
    `--config.file=${join(folder, 'prometheus.yml')}`,
    `--storage.tsdb.path=${join(folder, 'data')}`,
    '--storage.tsdb.retention.time=40d',
    `--web.listen-address=127.0.0.1:${port}`,
  ];
  const child = spawn(PROMETHEUS, args, { stdio: ['ignore', log.fd, log.fd] });
  const ended = once(child, 'exit');
  try {
    for (let attempt = 0; attempt < 240; attempt += 1) {
      const ready = await fetch(`http://127.0.0.1:${port}/-/ready`).catch(() => null);
      if (ready?.ok === true) return await work(port, child.pid ?? 0);
      await wait(500);
    }
    throw new Error('Prometheus did not become ready');
  } finally {
    child.kill('SIGTERM');
    await ended;
    await log.close();
  }
}

/** Processor time a minute over some minutes, after the first one. */
async function cpuAMinute(pid: number, minutes: number): Promise<number> {
  await wait(60_000);
  const before = cpuMsOfTree(pid);
  await wait(minutes * 60_000);
  return Math.round((cpuMsOfTree(pid) - before) / minutes);
}

/** What the same rules cost a local Prometheus. Null where it cannot be installed. */
export async function measurePrometheus(input: {
  folder: string;
  slos: number;
  days: number;
  minutes: number;
  onProgress: (line: string) => void;
}): Promise<PrometheusReport | null> {
  const promtool = await ensurePromtool(AbortSignal.timeout(300_000));
  if (promtool === null) return null;
  const folder = join(input.folder, 'prometheus');
  await mkdir(join(folder, 'data'), { recursive: true });
  input.onProgress(`laying ${input.days} days of counters for Prometheus`);
  await backfill(folder, { ...input, nowMs: Date.now(), promtool });
  const targetPort = await findFreePort();
  const target = startTarget(input.slos, targetPort);
  try {
    const rules = prometheusRules(slosOf(input.slos));
    await configure(folder, targetPort, { groups: [] });
    input.onProgress('Prometheus without rules');
    const without = await withPrometheus(folder, (_port, pid) => cpuAMinute(pid, 2));
    await configure(folder, targetPort, rules);
    input.onProgress(`Prometheus with the rules of ${input.slos} SLOs`);
    return await withPrometheus(folder, async (port, pid) => {
      const cpuMsAMinute = await cpuAMinute(pid, input.minutes);
      const remaining = await query(port, 'count(slo:period_error_budget_remaining:ratio > 0)');
      if (remaining !== input.slos) throw new Error(`${remaining} of ${input.slos} budgets were computed`);
      return {
        slos: input.slos,
        rules: rules.groups.reduce((sum, group) => sum + group.rules.length, 0),
        historyDays: input.days,
        cpuMsAMinute,
        cpuMsAMinuteWithoutRules: without,
      };
    });
  } finally {
    target.close();
  }
}
