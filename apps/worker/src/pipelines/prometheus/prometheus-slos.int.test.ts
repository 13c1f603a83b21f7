import { createPrometheusClient, PrometheusEnv } from '@leeway/integrations';
import type { Actor } from '@leeway/response';
import {
  countPrometheusSlos,
  getSlo,
  listSloModels,
  previewSlo,
  refreshModelSlos,
  saveSlo,
  tryPrometheus,
  type Ctx,
  type PrometheusSources,
} from '@leeway/services';
import {
  createMinuteSeries,
  defaultSpec,
  errorBudget,
  MINUTE_MS,
  type AnyPrometheusSli,
  type SloDocument,
  type SliMinute,
} from '@leeway/slo';
import { createTestDatabase, fixedClock, seededRandom, TestPrometheus, type TestDatabase } from '@leeway/testing';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import pino from 'pino';
import { createMetrics } from '../../metrics.ts';
import type { WorkerApp } from '../../worker-app.ts';
import { startPrometheus } from './start-prometheus.ts';

const DAYS = 3;
const MINUTES = DAYS * 1_440;
const END = Date.UTC(2026, 10, 20, 12);
const START = END - MINUTES * MINUTE_MS;
const TARGET = 0.99;

type Counts = { good: number; bad: number };

/** Two instances, one of which restarts; an outage of 20 minutes yesterday, and half an hour without any scrape. */
const random = seededRandom(11);
const counts: Counts[][] = [0, 1].map(() =>
  Array.from({ length: MINUTES }, (_, index) => {
    const total = 20 + Math.floor(random() * 80);
    const isOutage = index >= MINUTES - 1_500 && index < MINUTES - 1_480;
    const bad = Array.from({ length: total }, () => random()).filter((one) => one < (isOutage ? 0.5 : 0.004)).length;
    return { good: total - bad, bad };
  }),
);
const RESTARTS_AT = MINUTES - 700;
const isAway = (index: number) => index >= MINUTES - 400 && index < MINUTES - 370;

function samplesOf(minutes: readonly Counts[], outcome: keyof Counts, restartsAt: number) {
  let value = 0;
  const samples = [{ atMs: START, value }];
  for (const [index, each] of minutes.entries()) {
    value = index === restartsAt ? each[outcome] : value + each[outcome];
    if (!isAway(index)) samples.push({ atMs: START + (index + 1) * MINUTE_MS, value });
  }
  return samples;
}

/** What Leeway should count: of the minutes without a scrape nothing, then all of it in the first with one. */
function expected(): SliMinute[] {
  const rows: SliMinute[] = [];
  let kept = { good: 0, bad: 0 };
  for (let index = 0; index < MINUTES; index += 1) {
    for (const minutes of counts) {
      kept.good += minutes[index]?.good ?? 0;
      kept.bad += minutes[index]?.bad ?? 0;
    }
    // Prometheus lets a sample stand for the minute after it, and a counter that stands still has no events.
    if (isAway(index)) continue;
    rows.push({ minuteMs: START + index * MINUTE_MS, ...kept, unknown: 0 });
    kept = { good: 0, bad: 0 };
  }
  return rows;
}

let server: TestPrometheus;
let database: TestDatabase;
let clock: ReturnType<typeof fixedClock>;
const as = (actor: Actor): Ctx => ({ db: database.db, actor, now: clock.now, requestId: 'test' });
const SYSTEM: Actor = { kind: 'system', id: 'worker', name: 'Leeway' };
const ADA: Actor = { kind: 'person', id: 'ada', name: 'Ada', role: 'responder' };

function sources(url = server.url): PrometheusSources {
  const [setting] = PrometheusEnv.LEEWAY_PROMETHEUS_SOURCES.parse(JSON.stringify([{ name: 'main', url }]));
  if (setting === undefined) throw new Error('no setting');
  return new Map([['main', createPrometheusClient(setting, {})]]);
}
const RATIO: AnyPrometheusSli = {
  kind: 'prometheus',
  source: 'main',
  query: 'requests_total{outcome="bad"}',
  total: 'requests_total',
  metric: 'counter',
  rangeMinutes: 5,
  counts: 'bad',
  weigh: 'events',
};

function documentOf(sli: AnyPrometheusSli, changes: Partial<SloDocument> = {}): SloDocument {
  const { alerting } = defaultSpec({ kind: sli.kind, target: TARGET, windowDays: 1 });
  const spec = { ...sli, alerting };
  return { modelId: 'shop', name: 'Requests', description: '', target: TARGET, windowDays: 1, spec, ...changes };
}
const create = (document: SloDocument) =>
  saveSlo({ ctx: as(ADA), input: { id: null, expectedVersion: null, document, reason: '' } });
const count = (from = sources()) => countPrometheusSlos({ ctx: as(SYSTEM), sources: from });

async function counted(sloId: string): Promise<SliMinute[]> {
  const rows = await database.db.sliMinute.findMany({ where: { sloId }, orderBy: { minuteAt: 'asc' } });
  return rows.map(({ minuteAt, good, bad, unknown }) => ({
    minuteMs: minuteAt.getTime(),
    good: Number(good),
    bad: Number(bad),
    unknown: Number(unknown),
  }));
}

beforeAll(async () => {
  server = await TestPrometheus.create();
  await server.backfill(
    'requests_total',
    counts.flatMap((minutes, place) =>
      (['good', 'bad'] as const).map((outcome) => ({
        series: `{instance="${place}",outcome="${outcome}"}`,
        samples: samplesOf(minutes, outcome, place === 0 ? RESTARTS_AT : -1),
      })),
    ),
  );
  await server.start({ lookbackSeconds: 59 });
}, 180_000);
afterAll(() => server?.remove());
beforeEach(async () => {
  database = await createTestDatabase();
  clock = fixedClock(END + 31_000);
  await database.db.model.create({ data: { id: 'shop', name: 'Shop', predictionTopic: 'shop.predictions' } });
});
afterEach(() => database.drop());

describe('minutes of a real Prometheus', () => {
  it('are counted exactly, over restarts and gaps, and only once', async () => {
    const { id } = await create(documentOf(RATIO));
    expect(await count()).toMatchObject({ slos: 1, failed: [] });
    const from = END - 2 * 1_440 * MINUTE_MS;
    const rows = expected().filter(({ minuteMs }) => minuteMs >= from);
    expect(await counted(id)).toEqual(rows);
    expect(await count()).toMatchObject({ minutes: 0 });

    await refreshModelSlos({ ctx: as(SYSTEM), model: (await listSloModels({ ctx: as(SYSTEM) }))[0] as never });
    const slo = await getSlo({ ctx: as(ADA), input: { id, rangeMinutes: null } });
    const series = createMinuteSeries({ fromMs: from, toMs: END + MINUTE_MS }, rows);
    const window = series.sum(END + MINUTE_MS - 1_440 * MINUTE_MS, END + MINUTE_MS);
    expect(slo.remaining).toBeCloseTo(errorBudget(window, TARGET).remaining ?? Number.NaN, 9);
    expect(slo).toMatchObject({ good: window.good, bad: window.bad });
  });

  it('two workers at once count them once', async () => {
    const { id } = await create(documentOf(RATIO));
    await Promise.all([count(), count(), count()]);
    expect(await counted(id)).toEqual(expected().filter(({ minuteMs }) => minuteMs >= END - 2_880 * MINUTE_MS));
  });

  it('a rate over a window says the same as its counter, and Sloth’s way of asking too', async () => {
    const rate = (labels: string) => `sum(rate(requests_total${labels}[{{.window}}]))`;
    const { id } = await create(
      documentOf({ ...RATIO, query: rate('{outcome="good"}'), total: rate(''), counts: 'good' }),
    );
    await count();
    expect(await counted(id)).toEqual(expected().filter(({ minuteMs }) => minuteMs >= END - 2_880 * MINUTE_MS));
  });

  it('go on from where they were, minute by minute', async () => {
    clock = fixedClock(END - 10 * MINUTE_MS + 31_000);
    const { id } = await create(documentOf(RATIO));
    await count();
    const before = (await counted(id)).length;
    clock = fixedClock(END - 7 * MINUTE_MS + 31_000);
    expect(await count()).toMatchObject({ minutes: 3 });
    expect(await counted(id)).toHaveLength(before + 3);
    expect((await counted(id)).slice(-3)).toEqual(expected().slice(-10, -7));
  });

  it('of checks are slices', async () => {
    const share = documentOf({
      kind: 'prometheusCheck',
      source: '',
      query: 'requests_total{outcome="good"}',
      total: 'requests_total',
      metric: 'counter',
      rangeMinutes: 5,
      op: 'gte',
      bound: 0.9,
    });
    const { id } = await create(share);
    await count();
    const bad = (await counted(id)).filter((minute) => minute.bad > 0);
    const due = expected().filter(
      ({ minuteMs, good, bad: failed }) => minuteMs >= END - 2_880 * MINUTE_MS && good / (good + failed) < 0.9,
    );
    expect(bad.map(({ minuteMs }) => minuteMs)).toEqual(due.map(({ minuteMs }) => minuteMs));
    expect(bad.length).toBeGreaterThan(15);
  });
});

describe('saving', () => {
  it('another target keeps what was counted, another query starts anew', async () => {
    const { id } = await create(documentOf(RATIO));
    await count();
    const before = await counted(id);
    const save = (version: number, document: SloDocument) =>
      saveSlo({ ctx: as(ADA), input: { id, expectedVersion: version, document, reason: 'a change' } });
    await save(1, documentOf(RATIO, { target: 0.98 }));
    expect(await counted(id)).toEqual(before);
    expect(await count()).toMatchObject({ minutes: 0 });
    await save(2, documentOf({ ...RATIO, query: 'requests_total{outcome="good"}', counts: 'good' }));
    expect(await counted(id)).toEqual([]);
    await count();
    expect(await counted(id)).toEqual(before);
  });
});

describe('a source that does not answer', () => {
  it('is kept with the reason, left alone for a minute, and made up for later', async () => {
    const { id } = await create(documentOf(RATIO));
    const failed = await count(sources('http://127.0.0.1:1'));
    expect(failed).toMatchObject({ minutes: 0, failed: [{ sloId: id, message: 'main does not answer' }] });
    expect(await database.db.prometheusProgress.findUnique({ where: { sloId: id } })).toMatchObject({
      error: 'main does not answer',
    });
    expect(await count()).toMatchObject({ minutes: 0 });
    clock = fixedClock(END + 95_000);
    expect((await count()).minutes).toBeGreaterThan(2_000);
    expect(await database.db.prometheusProgress.findUnique({ where: { sloId: id } })).toMatchObject({ error: null });
    expect(await count(new Map())).toMatchObject({ failed: [] });
    clock = fixedClock(END + 200_000);
    expect((await count(new Map())).failed[0]?.message).toBe('No Prometheus is set up: LEEWAY_PROMETHEUS_SOURCES');
  });
});

describe('before anything is saved', () => {
  const ask = (spec: AnyPrometheusSli, from = sources()) =>
    tryPrometheus({ ctx: as(ADA), input: { spec }, sources: from });

  it('a query shows what it finds in the last hour', async () => {
    const answer = await ask(RATIO);
    expect(answer).toMatchObject({ outcome: 'answered', series: { query: 2, total: 4 }, warnings: [] });
    expect(answer.outcome === 'answered' ? answer.minutes : []).toEqual(expected().slice(-60));
    expect(await ask({ ...RATIO, total: 'nothing' })).toMatchObject({
      minutes: [],
      warnings: ['The total finds no series in the last hour: nothing is measured.'],
    });
  });

  it('what is wrong with it is said in the words of Prometheus', async () => {
    expect(await ask({ ...RATIO, query: 'sum(' })).toMatchObject({
      outcome: 'refused',
      message: expect.stringMatching(/^main says: .*parse error/u),
    });
    expect(await ask({ ...RATIO, source: 'other' })).toMatchObject({
      message: 'There is no data source “other”: main',
    });
    const viewer: Ctx = as({ kind: 'person', id: 'bob', name: 'Bob', role: 'viewer' });
    await expect(tryPrometheus({ ctx: viewer, input: { spec: RATIO }, sources: sources() })).rejects.toMatchObject({
      code: 'forbidden',
    });
  });

  it('the preview runs it over its window and shows the outage', async () => {
    const { modelId, target, windowDays, spec } = documentOf(RATIO, { windowDays: 2 });
    const preview = await previewSlo({
      ctx: as(ADA),
      input: { draft: { modelId, target, windowDays, spec }, rangeMinutes: null },
      sources: sources(),
    });
    expect(preview.pages).toBeGreaterThan(0);
    expect(preview.measuredMinutes).toBeGreaterThan(2_800);
    await expect(
      previewSlo({
        ctx: as(ADA),
        input: {
          draft: { modelId, target, windowDays, spec: { ...spec, query: 'sum(' } as never },
          rangeMinutes: null,
        },
        sources: sources(),
      }),
    ).rejects.toMatchObject({ code: 'invalid' });
  });
});

it('the worker asks by itself', async () => {
  const { id } = await create(documentOf(RATIO));
  const app = {
    ctx: () => as(SYSTEM),
    log: pino({ level: 'silent' }),
    metrics: createMetrics(),
    prometheus: sources(),
  } as unknown as WorkerApp;
  const pipeline = await startPrometheus(app);
  await vi.waitFor(async () => expect((await counted(id)).length).toBeGreaterThan(2_800), { timeout: 15_000 });
  await pipeline.stop();
  const total = await app.metrics.registry.getSingleMetric('leeway_prometheus_minutes_total')?.get();
  expect(total?.values[0]?.value).toBeGreaterThan(2_800);
});
