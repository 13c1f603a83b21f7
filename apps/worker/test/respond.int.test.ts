import { DeadLetter, RemediationCommand, TOPICS, type ModelStateEvent } from '@leeway/contracts';
import type { FeatureEvaluation, WindowEvaluation } from '@leeway/drift';
import {
  approveRemediation,
  evaluationId,
  readEvaluatorMemory,
  recordEvaluation,
  rejectRemediation,
  type Ctx,
  type ServiceEvaluation,
} from '@leeway/services';
import type { ModelModel, RemediationModel } from '@leeway/store';
import {
  openKafkaStream,
  openRecordConsumer,
  type Stream,
  type StreamConsumer,
  type StreamProducer,
} from '@leeway/stream';
import { createTestDatabase, testKafkaBrokers, uniqueName, type TestDatabase } from '@leeway/testing';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { ensureOwnTopics } from '../src/own-topics.ts';
import { registerTestModel } from './test-model.ts';
import { WorkerProcess } from './worker-process.ts';

const quiet = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };
const WAIT = { timeout: 20_000, interval: 50 };
const PANE_MS = 10_000;
const modelId = uniqueName('respond').toLowerCase();
const groupId = uniqueName('respond-group');

let database: TestDatabase;
let stream: Stream;
let producer: StreamProducer;
let executor: StreamConsumer;
let worker: WorkerProcess;
let model: ModelModel;
let stateNumber = 0;
let windowEndMs = 0;
let previousWindowEndMs: number | null = null;
const commands: (RemediationCommand & { atMs: number })[] = [];
const letters: DeadLetter[] = [];

function startWorker(): WorkerProcess {
  return new WorkerProcess({
    DATABASE_URL: database.connectionString,
    KAFKA_BROKERS: testKafkaBrokers().join(','),
    LEEWAY_RESPOND_GROUP: groupId,
    LEEWAY_WORKER_ROLES: 'respond',
    LEEWAY_SESSION_TIMEOUT_MS: '6000',
  });
}
const ctxOf = (actor: Ctx['actor']): Ctx => ({ db: database.db, actor, now: () => new Date(), requestId: 'test' });
const system = () => ctxOf({ kind: 'system', id: 'test', name: 'Test' });
const ada = () => ctxOf({ kind: 'person', id: 'ada', name: 'Ada', role: 'approver' });
const send = (topic: string, value: object | string) =>
  producer.send(topic, [{ key: modelId, value: typeof value === 'string' ? value : JSON.stringify(value) }]);
const newest = () => database.db.remediation.findFirstOrThrow({ where: { modelId }, orderBy: { number: 'desc' } });

async function report(patch: Partial<ModelStateEvent> = {}): Promise<void> {
  stateNumber += 1;
  const state: ModelStateEvent = {
    id: `${modelId}-state-${stateNumber}`,
    model: modelId,
    time: Date.now(),
    version: 'v1',
    traffic: { v1: 1 },
    versions: [{ version: 'v1', trainedOn: '', createdAt: 1 }],
    pipeline: 'p2',
    pipelines: ['p1', 'p2'],
    threshold: 0.5,
    paused: false,
    fallback: false,
    ...patch,
  };
  await send(TOPICS.modelState, state);
  await vi.waitFor(async () => {
    const row = await database.db.modelState.findUniqueOrThrow({ where: { modelId } });
    expect((row.state as ModelStateEvent).id).toBe(state.id);
  }, WAIT);
}

const CALM: ServiceEvaluation = {
  errors: { verdict: 'ok', bad: 0, n: 3_000, share: 0, expected: 0.01, critical: 0.02, pValue: 1 },
  latency: {
    verdict: 'ok',
    bad: 0,
    n: 3_000,
    share: 0,
    expected: 0.01,
    critical: 0.05,
    pValue: 1,
    slowerThanMs: 90,
    p95Ms: 60,
    baselineP95Ms: 60,
  },
};

/** The next window as the evaluator would record it: `age` and `income` as bad as the test says. */
async function judge(bad: boolean): Promise<void> {
  windowEndMs = Math.max(windowEndMs + PANE_MS, Math.ceil(Date.now() / PANE_MS) * PANE_MS);
  const feature = (name: string, isBad: boolean): FeatureEvaluation => ({
    feature: name,
    kind: 'numeric',
    n: 3_000,
    missing: 0,
    verdict: isBad ? 'critical' : 'ok',
    beganMs: isBad ? windowEndMs - PANE_MS : null,
    ratio: isBad ? 30 : 0.1,
    worstMetric: 'psi',
    metrics: {
      psi: {
        state: 'measured',
        value: isBad ? 6 : 0.02,
        bound: 0,
        warn: 0.1,
        critical: 0.2,
        verdict: isBad ? 'critical' : 'ok',
      },
    },
  });
  const features = [
    feature('age', bad),
    feature('income', bad),
    ...['a', 'b', 'c', 'd', 'e', 'f'].map((name) => feature(name, false)),
  ];
  const referenceId = model.activeReferenceId ?? '';
  const evaluation: WindowEvaluation = {
    referenceId,
    windowStartMs: windowEndMs - 3 * PANE_MS,
    windowEndMs,
    n: 3_000,
    verdict: bad ? 'critical' : 'ok',
    ratio: bad ? 30 : 0.1,
    worstFeature: 'age',
    worstMetric: 'psi',
    features,
  };
  const memory = readEvaluatorMemory({}, referenceId);
  const input = { model, evaluation, service: CALM, memoryBefore: memory, memory, previousWindowEndMs };
  expect(await recordEvaluation({ ctx: system(), input })).toBe('recorded');
  expect(await database.db.evaluation.count({ where: { id: evaluationId(modelId, windowEndMs, referenceId) } })).toBe(
    1,
  );
  previousWindowEndMs = windowEndMs;
}

/** Calm, a pipeline release on the topic, a critical window: what is proposed then. */
async function propose(): Promise<RemediationModel> {
  await report();
  await judge(false);
  const change = { id: uniqueName('change'), model: modelId, time: windowEndMs, kind: 'deploy' };
  await send(TOPICS.changes, { ...change, title: 'Feature pipeline p2 released', by: 'bot', from: 'p1', to: 'p2' });
  await vi.waitFor(async () => expect(await database.db.changeEvent.count({ where: { id: change.id } })).toBe(1), WAIT);
  await judge(true);
  return newest();
}
const approve = (row: RemediationModel) =>
  approveRemediation({ ctx: ada(), input: { id: row.id, contentHash: row.contentHash } });
const commandsOf = (row: RemediationModel) => commands.filter(({ remediationId }) => remediationId === row.id);
const answer = (row: RemediationModel, status: string, id: string) =>
  send(TOPICS.remediationResults, {
    id: `${row.id}-${id}`,
    remediationId: row.id,
    model: modelId,
    status,
    time: Date.now(),
    message: 'pipeline set to p1',
  });
const reaches = (row: RemediationModel, state: string) =>
  vi.waitFor(
    async () => expect((await database.db.remediation.findUniqueOrThrow({ where: { id: row.id } })).state).toBe(state),
    WAIT,
  );

beforeAll(async () => {
  database = await createTestDatabase();
  stream = openKafkaStream({ brokers: testKafkaBrokers(), clientId: 'respond-test' }, quiet);
  await ensureOwnTopics(stream, 1);
  producer = await stream.openProducer();
  executor = await openRecordConsumer({
    stream,
    groupId: uniqueName('respond-executor'),
    topics: [TOPICS.remediations, TOPICS.deadLetters],
    handle: (record, { topic }) => {
      const json: unknown = JSON.parse(Buffer.from(record.value ?? new Uint8Array()).toString('utf8'));
      if (topic === TOPICS.deadLetters) letters.push(DeadLetter.parse(json));
      else {
        const command = RemediationCommand.parse(json);
        if (command.model === modelId) commands.push({ ...command, atMs: Date.now() });
      }
      return Promise.resolve();
    },
    onFatal: () => undefined,
    log: quiet,
  });
  await executor.start();
  await registerTestModel(database.db, { modelId, predictionTopic: uniqueName('respond-predictions') });
  model = await database.db.model.findUniqueOrThrow({ where: { id: modelId } });
  worker = startWorker();
  await vi.waitFor(() => expect(worker.output).toContain('"msg":"running"'), { timeout: 30_000 });
});
afterAll(async () => {
  await worker.end('SIGTERM');
  await executor.close();
  await producer.close();
  await database.drop();
});

describe('the respond role on a real broker', () => {
  it('brings an approval to the topic at once, applies the answers and verifies what was done', async () => {
    const row = await propose();
    expect(row).toMatchObject({ action: 'set-pipeline', state: 'proposed' });
    const approvedAtMs = Date.now();
    await approve(row);
    await vi.waitFor(() => expect(commandsOf(row)).toHaveLength(1), WAIT);
    const [command] = commandsOf(row);
    expect(command).toMatchObject({ action: 'set-pipeline', parameters: { pipeline: 'p1' }, approvedBy: 'Ada' });
    // The goal is a second; this machine may be busy with other suites.
    expect((command?.atMs ?? 0) - approvedAtMs).toBeLessThan(3_000);
    await reaches(row, 'executing');
    await answer(row, 'running', 'running');
    await answer(row, 'done', 'done');
    await answer(row, 'done', 'done');
    await answer(row, 'running', 'late');
    await reaches(row, 'verifying');
    for (let window = 0; window < 6; window += 1) await judge(false);
    await reaches(row, 'succeeded');
    const incident = await database.db.incident.findUniqueOrThrow({ where: { id: row.incidentId } });
    expect(incident.state).toBe('mitigated');
    expect(commandsOf(row)).toHaveLength(1);
    expect(await database.db.auditEntry.count({ where: { action: 'remediation.done' } })).toBe(1);
    expect(await database.db.changeEvent.count({ where: { id: `remediation:${row.id}` } })).toBe(1);
  }, 60_000);

  it('sends nothing after a rejection', async () => {
    const row = await propose();
    const input = { id: row.id, contentHash: row.contentHash, reason: 'the source changed' };
    await rejectRemediation({ ctx: ada(), input });
    await report();
    expect(await database.db.outbox.count({ where: { sentAt: null } })).toBe(0);
    expect(commandsOf(row)).toHaveLength(0);
    for (let window = 0; window < 6; window += 1) await judge(false);
  }, 60_000);

  it('sends what was approved while it was dead, and goes on with the answers', async () => {
    const row = await propose();
    await worker.end('SIGKILL');
    await approve(row);
    await answer(row, 'done', 'done-early');
    worker = startWorker();
    await vi.waitFor(() => expect(commandsOf(row).length).toBeGreaterThan(0), WAIT);
    await reaches(row, 'verifying');
    expect(new Set(commandsOf(row).map(({ contentHash }) => contentHash)).size).toBe(1);
  }, 90_000);

  it('puts what it cannot read aside, with the reason, and goes on', async () => {
    const bad = [
      ['not JSON', '{"id":'],
      ['a missing field', JSON.stringify({ id: 'x', model: modelId })],
      [
        'a clock that is wrong',
        JSON.stringify({ id: 'y', model: modelId, time: Date.now() + 3_600_000, kind: 'deploy', title: 'early' }),
      ],
      [
        'a text that cannot be stored',
        JSON.stringify({ id: 'z', model: modelId, time: 1, kind: 'deploy', title: '\0' }),
      ],
    ] as const;
    for (const [, value] of bad) await send(TOPICS.changes, value);
    await report();
    const mine = () =>
      letters.filter(({ topic, valueBase64 }) => {
        const text = Buffer.from(valueBase64 ?? '', 'base64').toString('utf8');
        return topic === TOPICS.changes && bad.some(([, value]) => value === text);
      });
    await vi.waitFor(() => expect(mine().length).toBeGreaterThanOrEqual(bad.length), WAIT);
    expect(mine().map(({ reason }) => reason)).toEqual(
      expect.arrayContaining([
        expect.stringContaining('not JSON'),
        expect.stringContaining('time:'),
        'time: more than five minutes in the future',
        'a text holds the character U+0000',
      ]),
    );
    const change = { id: uniqueName('change'), model: modelId, time: Date.now(), kind: 'config', title: 'after' };
    await send(TOPICS.changes, change);
    await vi.waitFor(
      async () => expect(await database.db.changeEvent.count({ where: { id: change.id } })).toBe(1),
      WAIT,
    );
  }, 60_000);

  it('has runbooks from the start', async () => {
    expect(await database.db.runbook.count()).toBe(6);
  });
});
