import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import {
  alertRowId,
  backtestAlerts,
  burnRate,
  createMinuteSeries,
  defaultAlertRows,
  errorBudget,
  MINUTE_MS,
  type AlertRow,
  type MinuteSeries,
  type SliMinute,
} from '@leeway/slo';
import { seededRandom, TestPrometheus } from '@leeway/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

/**
 * The rules that are exported, evaluated by a real Prometheus over 8 days of counters, against Leeway's own evaluator on
 * the same minutes: not a sample of them, every minute of half a day, to nine digits.
 */
const MAIN = fileURLToPath(new URL('../main.ts', import.meta.url));
const run = promisify(execFile);
const DAYS = 8;
const WINDOW_DAYS = 7;
const TARGET = 0.995;
const END = Date.UTC(2026, 10, 20, 12);
const START = END - DAYS * 86_400_000;
const MINUTES = DAYS * 1_440;
const COMPARED_FROM = END - 12 * 3_600_000;
/** A range of Prometheus 2 has both of its ends: read on the minute, 5 minutes hold 6 samples of slices. */
const SLICES_LATE_MS = 30_000;
const compared = (lateMs: number) => ({ fromMs: COMPARED_FROM + lateMs, toMs: END + lateMs, stepMs: MINUTE_MS });
const DIGITS = 9;

type Counts = { good: number; bad: number };

/** Traffic by day and night, nothing at all for two hours, a slow fault five days ago, and an outage in the last hours. */
function countsAt(index: number, random: () => number): Counts {
  const ms = START + index * MINUTE_MS;
  const hour = (ms / 3_600_000) % 24;
  const isIdle = ms >= END - 9 * 3_600_000 && ms < END - 7 * 3_600_000;
  if (isIdle) return { good: 0, bad: 0 };
  const total = Math.round((hour < 6 ? 20 : 200) * (0.5 + random()));
  const isOutage = ms >= END - 4 * 3_600_000 && ms < END - 4 * 3_600_000 + 25 * MINUTE_MS;
  const isFault = ms >= END - 5 * 86_400_000 && ms < END - 5 * 86_400_000 + 6 * 3_600_000;
  const share = isOutage ? 0.6 : isFault ? 0.05 : 0.001;
  let bad = 0;
  for (let one = 0; one < total; one += 1) if (random() < share) bad += 1;
  return { good: total - bad, bad };
}

type Instance = { name: string; minutes: Counts[]; restartsAt: number };

function instances(): Instance[] {
  return ['a', 'b'].map((name, place) => {
    const random = seededRandom(7 + place);
    const minutes = Array.from({ length: MINUTES }, (_, index) => countsAt(index, random));
    return { name, minutes, restartsAt: MINUTES - (place === 0 ? 200 : 5_000) };
  });
}

/** A counter that is read at the end of each minute and begins anew when its process does. */
function counterOf({ minutes, restartsAt }: Instance, outcome: keyof Counts): { atMs: number; value: number }[] {
  let value = 0;
  const samples = [{ atMs: START, value }];
  for (const [index, counts] of minutes.entries()) {
    value = index === restartsAt ? counts[outcome] : value + counts[outcome];
    samples.push({ atMs: START + (index + 1) * MINUTE_MS, value });
  }
  return samples;
}

const prometheus = (query: string) => ({ metricSource: { type: 'Prometheus', spec: { query } } });

function slo(name: string, ratioMetric: object, objective: object = {}, budgetingMethod = 'Occurrences') {
  return {
    apiVersion: 'openslo/v1',
    kind: 'SLO',
    metadata: { name },
    spec: {
      service: 'shop',
      budgetingMethod,
      indicator: { metadata: { name }, spec: { ratioMetric } },
      timeWindow: [{ duration: `${WINDOW_DAYS}d`, isRolling: true }],
      objectives: [{ target: TARGET, ...objective }],
    },
  };
}
const DOCUMENTS = [
  slo('selectors', {
    counter: true,
    bad: prometheus('requests_total{outcome="bad"}'),
    total: prometheus('requests_total'),
  }),
  slo('rates', {
    counter: true,
    good: prometheus('sum(rate(requests_total{outcome="good"}[{{.window}}]))'),
    total: prometheus('sum(rate(requests_total[{{.window}}]))'),
  }),
  slo(
    'slices',
    { counter: true, bad: prometheus('requests_total{outcome="bad"}'), total: prometheus('requests_total') },
    { timeSliceTarget: 0.98, timeSliceWindow: '1m' },
    'Timeslices',
  ),
];

let server: TestPrometheus;
let events: MinuteSeries;
let slices: MinuteSeries;

function seriesOf(count: (counts: Counts) => Counts, all: readonly Instance[]): MinuteSeries {
  const rows = Array.from({ length: MINUTES }, (_, index): SliMinute => {
    const sum = { good: 0, bad: 0 };
    for (const { minutes } of all) {
      sum.good += minutes[index]?.good ?? 0;
      sum.bad += minutes[index]?.bad ?? 0;
    }
    return { minuteMs: START + index * MINUTE_MS, unknown: 0, ...count(sum) };
  });
  return createMinuteSeries({ fromMs: START, toMs: END }, rows);
}

type Group = { name: string; rules: Parameters<TestPrometheus['record']>[0] };

beforeAll(async () => {
  server = await TestPrometheus.create();
  const all = instances();
  events = seriesOf((counts) => counts, all);
  slices = seriesOf(({ good, bad }) => {
    if (good + bad === 0) return { good: 0, bad: 0 };
    const isBad = bad / (good + bad) > 0.02 + 1e-12;
    return { good: isBad ? 0 : 1, bad: isBad ? 1 : 0 };
  }, all);
  await server.backfill(
    'requests_total',
    all.flatMap((instance) =>
      (['good', 'bad'] as const).map((outcome) => ({
        series: `{instance="${instance.name}",outcome="${outcome}"}`,
        samples: counterOf(instance, outcome),
      })),
    ),
  );
  // Backfilled samples have no mark where a series ends, which the rule manager would write.
  await server.start({ lookbackSeconds: 59 });
  const file = join(server.folder, 'slo.json');
  await writeFile(file, JSON.stringify(DOCUMENTS));
  const { stdout } = await run(process.execPath, [MAIN, 'slo', 'rules', file, '--json'], { maxBuffer: 10_000_000 });
  const { groups } = JSON.parse(stdout) as { groups: Group[] };
  const only = (kind: string, slos: readonly string[]) =>
    groups.filter(({ name }) => slos.some((slo) => name === `${kind}-shop-${slo}`)).flatMap(({ rules }) => rules);
  // What one rule records the next one reads, so that a past is evaluated one kind after the other.
  await server.record(only('slo-slices', ['slices']), { fromMs: START + MINUTE_MS, toMs: END, stepMs: MINUTE_MS });
  for (const kind of ['slo-ratios', 'slo-facts']) {
    await server.record(only(kind, ['selectors', 'rates']), compared(0));
    await server.record(only(kind, ['slices']), compared(SLICES_LATE_MS));
  }
}, 600_000);
afterAll(() => server?.remove());

/** Every minute of the compared stretch at which Prometheus has a sample, not one of minutes before. */
async function values(expression: string, lateMs: number): Promise<Map<number, number>> {
  const series = await server.range(expression, compared(lateMs));
  return new Map(
    series.flatMap((one) => one.values.map(([at, value]): [number, number] => [at * 1_000 - lateMs, Number(value)])),
  );
}

const minutesCompared = Array.from(
  { length: (END - COMPARED_FROM) / MINUTE_MS + 1 },
  (_, index) => COMPARED_FROM + index * MINUTE_MS,
);

async function compare(expression: string, lateMs: number, ours: (ms: number) => number | null): Promise<number> {
  const theirs = await values(expression, lateMs);
  let measured = 0;
  for (const ms of minutesCompared) {
    const expected = ours(ms);
    const found = theirs.get(ms);
    if (expected === null) {
      expect(found, `${expression} at ${new Date(ms).toISOString()}`).toBeUndefined();
      continue;
    }
    measured += 1;
    expect(found, `${expression} at ${new Date(ms).toISOString()}`).toBeCloseTo(expected, DIGITS);
  }
  return measured;
}

const rows = defaultAlertRows(WINDOW_DAYS);
const lengths = [...new Set(rows.flatMap(({ longMinutes, shortMinutes }) => [longMinutes, shortMinutes]))];
const text = (minutes: number) =>
  minutes % 1_440 === 0 ? `${minutes / 1_440}d` : minutes % 60 === 0 ? `${minutes / 60}h` : `${minutes}m`;

describe.each([
  ['selectors', () => events, 0],
  ['rates', () => events, 0],
  ['slices', () => slices, SLICES_LATE_MS],
] as const)('rules of %s', (name, series, late) => {
  const of = (record: string) => `${record}{slo_id="shop-${name}"}`;
  const sum = (ms: number, minutes: number) => series().sum(ms - minutes * MINUTE_MS, ms);
  const ratio = (ms: number, minutes: number): number | null => {
    const { good, bad } = sum(ms, minutes);
    return good + bad === 0 ? null : bad / (good + bad);
  };

  it.each([...lengths, WINDOW_DAYS * 1_440].map((minutes) => [text(minutes), minutes] as const))(
    'the error ratio of %s is ours at every minute',
    async (window, minutes) => {
      const measured = await compare(of(`slo:sli_error:ratio_rate${window}`), late, (ms) => ratio(ms, minutes));
      expect(measured).toBeGreaterThan(500);
    },
  );

  it('the budget left and both burn rates are ours at every minute', async () => {
    const whole = WINDOW_DAYS * 1_440;
    await compare(
      of('slo:period_error_budget_remaining:ratio'),
      late,
      (ms) => errorBudget(sum(ms, whole), TARGET).remaining,
    );
    await compare(of('slo:period_burn_rate:ratio'), late, (ms) => burnRate(sum(ms, whole), TARGET));
    await compare(of('slo:current_burn_rate:ratio'), late, (ms) => burnRate(sum(ms, 5), TARGET));
  });

  it.each(rows.map((row) => [alertRowId(row), row] as const))(
    'the row %s fires in the same minutes',
    async (_id, row: AlertRow) => {
      const limit = row.burnAbove * (1 - TARGET);
      const above = [row.longMinutes, row.shortMinutes].map((minutes) => {
        const record = of(`slo:sli_error:ratio_rate${text(minutes)}`);
        return `${record} > ${Number(limit.toPrecision(12))}`;
      });
      const theirs = [...(await values(above.join(' and '), late)).keys()].toSorted((a, b) => a - b);
      const episodes = backtestAlerts({
        series: series(),
        range: { fromMs: START, toMs: END },
        policy: { rows: [row], minimumBad: 1, noDataMinutes: null },
        target: TARGET,
      });
      // Where nothing was measured Leeway holds what it said, and Prometheus has no sample to say anything of.
      const isMeasured = (ms: number) => ratio(ms, row.shortMinutes) !== null && ratio(ms, row.longMinutes) !== null;
      const ours = minutesCompared.filter(
        (ms) =>
          isMeasured(ms) &&
          episodes.some(({ firedMs, resolvedMs }) => firedMs <= ms && (resolvedMs === null || ms < resolvedMs)),
      );
      expect(theirs).toEqual(ours);
    },
  );
});
