import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  ChangeEventMessage,
  decodeJson,
  LabelEvent,
  ModelStateEvent,
  PredictionEvent,
  RemediationCommand,
  RemediationResult,
} from '@leeway/contracts';
import { findFreePort } from '@leeway/devstack';
import { testKafkaBrokers, uniqueName } from '@leeway/testing';
import { Kafka, logLevel, Partitioners, type Consumer, type Producer } from 'kafkajs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { z } from 'zod';
import { FEATURES } from './data/census-table.ts';

const MODEL = 'demo-employment';
const PREFIX = uniqueName('demo');
const TOPIC = {
  predictions: `${PREFIX}.predictions`,
  labels: `${PREFIX}.labels`,
  changes: `${PREFIX}.changes`,
  remediations: `${PREFIX}.remediations`,
  results: `${PREFIX}.results`,
  state: `${PREFIX}.state`,
};
const COMMAND_GROUP = `${PREFIX}.commands`;
const stateDir = mkdtempSync(path.join(tmpdir(), 'demo-int-'));

let kafka: Kafka;
let producer: Producer;
let consumer: Consumer;
let port: number;
let demo: ChildProcess | null = null;
let log = '';

type Seen = { topic: string; key: string; value: Buffer };
const seen: Seen[] = [];

/** All messages of a topic so far, each read by Leeway's own contract. */
function read<S extends z.ZodType>(topic: string, schema: S): z.output<S>[] {
  return seen
    .filter((message) => message.topic === topic)
    .map(({ value }) => {
      const decoded = decodeJson(schema, value);
      if (!decoded.ok) throw new Error(`${topic}: ${decoded.reason} in ${value.toString()}`);
      return decoded.event;
    });
}

async function until(what: string, holds: () => boolean | Promise<boolean>, withinMs = 30_000): Promise<void> {
  for (const endMs = Date.now() + withinMs; Date.now() < endMs; await sleep(50)) if (await holds()) return;
  throw new Error(`not within ${withinMs} ms: ${what}\n${log.slice(-3_000)}`);
}

async function startDemo(...args: string[]): Promise<void> {
  demo = spawn(
    process.execPath,
    [path.join(import.meta.dirname, 'main.ts'), '--rate', '80', '--label-delay', '1500ms', '--no-autoplay', ...args],
    {
      env: {
        ...process.env,
        KAFKA_BROKERS: testKafkaBrokers().join(','),
        DEMO_PORT: String(port),
        DEMO_STATE_DIR: stateDir,
        DEMO_PREDICTION_TOPIC: TOPIC.predictions,
        DEMO_LABEL_TOPIC: TOPIC.labels,
        DEMO_CHANGES_TOPIC: TOPIC.changes,
        DEMO_REMEDIATIONS_TOPIC: TOPIC.remediations,
        DEMO_REMEDIATION_RESULTS_TOPIC: TOPIC.results,
        DEMO_MODEL_STATE_TOPIC: TOPIC.state,
        DEMO_COMMAND_GROUP: COMMAND_GROUP,
        LOG_LEVEL: 'info',
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  for (const stream of [demo.stdout, demo.stderr]) stream?.on('data', (chunk: Buffer) => (log += chunk.toString()));
  await until('the demo is healthy', async () => {
    const response = await fetch(`http://127.0.0.1:${port}/healthz`).catch(() => null);
    return response?.status === 200;
  });
}

async function endDemo(signal: 'SIGTERM' | 'SIGKILL'): Promise<number | null> {
  const child = demo;
  if (child === null) return null;
  demo = null;
  const ended = new Promise<number | null>((resolve) => child.once('exit', (code) => resolve(code)));
  child.kill(signal);
  return ended;
}

async function command(
  action: RemediationCommand['action'],
  parameters: object,
  id = uniqueName('R'),
): Promise<string> {
  const value = RemediationCommand.parse({
    remediationId: id,
    model: MODEL,
    action,
    parameters,
    issuedAt: Date.now(),
    notAfter: Date.now() + 60_000,
    approvedBy: 'Ana',
    contentHash: 'abc',
  });
  await producer.send({ topic: TOPIC.remediations, messages: [{ key: MODEL, value: JSON.stringify(value) }] });
  return id;
}

const resultsOf = (id: string) =>
  read(TOPIC.results, RemediationResult).filter((result) => result.remediationId === id);
const finalOf = (id: string) => resultsOf(id).filter(({ status }) => status !== 'running');

async function carriedOut(action: RemediationCommand['action'], parameters: object) {
  const id = await command(action, parameters);
  await until(`${action} is answered`, () => finalOf(id).length > 0);
  const [result] = finalOf(id);
  if (result === undefined) throw new Error('no result');
  return result;
}

const httpState = async () =>
  ModelStateEvent.loose().parse(await (await fetch(`http://127.0.0.1:${port}/state`)).json());

const startScenario = (name: string) =>
  fetch(`http://127.0.0.1:${port}/scenarios/${name}`, { method: 'POST', headers: { 'x-leeway-demo': '1' } });

/** Predictions that were published after this call. */
async function next(count: number): Promise<PredictionEvent[]> {
  const from = Date.now();
  const fresh = () => read(TOPIC.predictions, PredictionEvent).filter(({ time }) => time > from);
  await until(`${count} predictions`, () => fresh().length >= count);
  return fresh();
}

beforeAll(async () => {
  port = await findFreePort();
  kafka = new Kafka({ brokers: testKafkaBrokers(), logLevel: logLevel.NOTHING });
  producer = kafka.producer({ createPartitioner: Partitioners.DefaultPartitioner });
  consumer = kafka.consumer({ groupId: uniqueName('demo-int'), maxWaitTimeInMs: 100 });
  const admin = kafka.admin();
  await Promise.all([admin.connect(), producer.connect(), consumer.connect()]);
  await admin.createTopics({ topics: Object.values(TOPIC).map((topic) => ({ topic, numPartitions: 2 })) });
  await admin.disconnect();
  await consumer.subscribe({ topics: Object.values(TOPIC), fromBeginning: true });
  await consumer.run({
    eachMessage: ({ topic, message }) => {
      if (message.value !== null) seen.push({ topic, key: message.key?.toString() ?? '', value: message.value });
      return Promise.resolve();
    },
  });
  await startDemo();
});

afterAll(async () => {
  await endDemo('SIGTERM');
  const admin = kafka.admin();
  await admin.connect();
  await admin.deleteTopics({ topics: Object.values(TOPIC) });
  await Promise.all([admin.disconnect(), producer.disconnect(), consumer.disconnect()]);
  rmSync(stateDir, { recursive: true });
});

describe('the demo model on a real broker', () => {
  it('publishes predictions, labels and state that fit the contracts, at its rate', async () => {
    const before = Date.now();
    const predictions = await next(160);
    const tookMs = Date.now() - before;
    expect(tookMs).toBeGreaterThan(1_500);
    expect(tookMs).toBeLessThan(6_000);
    for (const { model, features, score, prediction, status, version, latencyMs } of predictions) {
      expect([model, status, version]).toEqual([MODEL, 'ok', 'v2']);
      expect(Object.keys(features)).toEqual([...FEATURES]);
      expect(typeof features['AGEP']).toBe('number');
      expect(FEATURES.slice(1).every((name) => typeof features[name] === 'string')).toBe(true);
      expect(prediction).toBe((score ?? 0) >= 0.5 ? '1' : '0');
      expect(latencyMs).toBeGreaterThan(0);
    }
    await until('labels follow', () => read(TOPIC.labels, LabelEvent).length > 50);
    const byId = new Map(read(TOPIC.predictions, PredictionEvent).map((event) => [event.id, event]));
    for (const label of read(TOPIC.labels, LabelEvent)) {
      expect(['0', '1']).toContain(label.label);
      expect((label.time ?? 0) - (byId.get(label.id)?.time ?? 0)).toBe(1_500);
    }
    expect(seen.filter(({ topic }) => topic === TOPIC.predictions).every(({ key, value }) => value.includes(key))).toBe(
      true,
    );
    expect(read(TOPIC.state, ModelStateEvent)[0]).toMatchObject({ version: 'v2', pipeline: 'p1', paused: false });
  });

  it('plays broken-feed and obeys the roll-back, which ends it', async () => {
    expect((await startScenario('broken-feed')).status).toBe(202);
    expect((await startScenario('slow-release')).status).toBe(409);
    await until('the release is announced', () =>
      read(TOPIC.changes, ChangeEventMessage).some(
        ({ kind, to, by }) => kind === 'deploy' && to === 'p2' && by === 'demo',
      ),
    );
    const broken = await next(100);
    expect(broken.filter(({ features }) => Number(features['AGEP']) > 130).length).toBeGreaterThan(80);
    const lost = broken.filter(({ features }) => features['SCHL'] === null).length / broken.length;
    expect(lost).toBeGreaterThan(0.2);
    expect(lost).toBeLessThan(0.6);
    const { remediationId: id, status, state } = await carriedOut('set-pipeline', { pipeline: 'p1' });
    expect([status, state?.pipeline]).toEqual(['done', 'p1']);
    expect(resultsOf(id).map((result) => result.status)).toEqual(['running', 'done']);
    // Another topic, so it may be read a moment later than the result.
    const changes = () => read(TOPIC.changes, ChangeEventMessage).filter(({ by }) => by === `remediation ${id}`);
    await until('the roll-back is announced', () => changes().length > 0);
    expect(changes()).toMatchObject([{ kind: 'response', from: 'p2', to: 'p1' }]);
    expect((await next(40)).every(({ features }) => Number(features['AGEP']) < 100)).toBe(true);
    expect(await httpState()).toMatchObject({ pipeline: 'p1', scenario: null, lastScenario: { outcome: 'cured' } });
  });

  it('plays slow-release and obeys a shift of traffic', async () => {
    expect((await startScenario('slow-release')).status).toBe(202);
    const slow = await next(200);
    expect(slow.every(({ version, latencyMs }) => version === 'v3' && (latencyMs ?? 0) > 400)).toBe(true);
    const failed = slow.filter(({ status }) => status === 'error');
    expect(failed.length).toBeGreaterThan(0);
    expect(failed.every(({ score, prediction }) => score === undefined && prediction === undefined)).toBe(true);
    expect((await carriedOut('shift-traffic', { traffic: { v3: 0.5, v2: 0.5 } })).status).toBe('done');
    expect(new Set((await next(60)).map(({ version }) => version))).toEqual(new Set(['v2', 'v3']));
    expect((await httpState())['scenario']).toMatchObject({ name: 'slow-release' });
    expect((await carriedOut('set-version', { version: 'v2' })).status).toBe('done');
    expect((await next(40)).every(({ version, status }) => version === 'v2' && status === 'ok')).toBe(true);
  });

  it('retrains on what it served lately, falls back, moves its threshold and pauses', async () => {
    await until('enough labels', () => read(TOPIC.labels, LabelEvent).length > 400);
    const retrained = await carriedOut('retrain', { recentRows: 300 });
    expect(retrained).toMatchObject({ status: 'done', state: { version: 'v4' } });
    expect(retrained.message).toMatch(
      /^v4 trained on 300 of the 300 rows asked for and served; ROC AUC on 60 held-out/u,
    );
    expect((await next(20)).every(({ version }) => version === 'v4')).toBe(true);
    await carriedOut('fall-back', { enabled: true });
    expect((await next(20)).every(({ version, score }) => version === 'fallback' && score === 0.495835)).toBe(true);
    await carriedOut('adjust-threshold', { threshold: 0.4 });
    expect((await next(20)).every(({ prediction }) => prediction === '1')).toBe(true);
    await carriedOut('pause', { paused: true });
    const atMs = Date.now();
    await sleep(1_500);
    expect(read(TOPIC.predictions, PredictionEvent).filter(({ time }) => time > atMs)).toEqual([]);
    expect(await httpState()).toMatchObject({ paused: true, fallback: true, threshold: 0.4 });
    await endDemo('SIGTERM');
    await startDemo();
    expect(await httpState()).toMatchObject({ paused: true, fallback: true, threshold: 0.4 });
    for (const [action, parameters] of [
      ['pause', { paused: false }],
      ['fall-back', { enabled: false }],
      ['adjust-threshold', { threshold: 0.5 }],
      ['set-version', { version: 'v2' }],
    ] as const)
      expect((await carriedOut(action, parameters)).status).toBe('done');
  });

  it('refuses what is unknown, wrong or late, and changes nothing', async () => {
    const before = await httpState();
    expect(await carriedOut('set-version', { version: 'v99' })).toMatchObject({ status: 'refused' });
    expect(await carriedOut('retrain', { recentRows: 1 })).toMatchObject({ status: 'refused' });
    const { versions, traffic, pipeline } = await httpState();
    expect({ versions, traffic, pipeline }).toEqual({
      versions: before.versions,
      traffic: before.traffic,
      pipeline: before.pipeline,
    });
  });

  it('carries a command out once, through redelivery, a kill and a replay of the whole topic', async () => {
    const id = uniqueName('R');
    await command('set-version', { version: 'v1' }, id);
    await until('v1 serves', () => finalOf(id).length === 1);
    await carriedOut('set-version', { version: 'v2' });
    await command('set-version', { version: 'v1' }, id);
    await until('the redelivery is answered', () => finalOf(id).length === 2);
    await endDemo('SIGKILL');
    await forgetOffsets();
    const answeredBefore = read(TOPIC.results, RemediationResult).length;
    await startDemo();
    await until('all commands are answered again', () => finalOf(id).length >= 4);
    await sleep(500);
    const answers = new Map(
      read(TOPIC.results, RemediationResult)
        .filter(({ status }) => status !== 'running')
        .map((result) => [result.remediationId, result.id]),
    );
    const again = read(TOPIC.results, RemediationResult).slice(answeredBefore);
    expect(again.length).toBeGreaterThan(2);
    expect(
      again.every((result) => result.status !== 'running' && answers.get(result.remediationId) === result.id),
    ).toBe(true);
    expect(new Set(finalOf(id).map((result) => result.id)).size).toBe(1);
    expect(read(TOPIC.changes, ChangeEventMessage).filter(({ by }) => by === `remediation ${id}`)).toHaveLength(1);
    expect(await httpState()).toMatchObject({ traffic: { v2: 1 }, version: 'v2' });
    expect((await next(20)).every(({ version }) => version === 'v2')).toBe(true);
  });

  it('ends cleanly: every answer gets its label in the end, and no id is given twice', async () => {
    const sinceRestart = (await next(20))[0]?.time ?? 0;
    await sleep(2_000);
    expect(await endDemo('SIGTERM')).toBe(0);
    await startDemo();
    const before = read(TOPIC.predictions, PredictionEvent).filter(({ time }) => time > sinceRestart);
    await until('labels of before the stop arrive', () => {
      const labelled = new Set(read(TOPIC.labels, LabelEvent).map(({ id }) => id));
      return before.every(({ id }) => labelled.has(id));
    });
    const ids = read(TOPIC.predictions, PredictionEvent).map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(log).not.toContain('TimeoutNegativeWarning');
  });

  it('gives its reference: records of 2015 that fit the contract, with their truth', async () => {
    const text = await (await fetch(`http://127.0.0.1:${port}/reference?rows=2000`)).text();
    const lines = text
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(lines).toHaveLength(2_000);
    for (const line of lines) {
      expect(PredictionEvent.safeParse(line).success).toBe(true);
      expect(['0', '1']).toContain(line['label']);
    }
    expect(new Set(lines.map(({ id }) => id)).size).toBe(2_000);
    const right = lines.filter(({ prediction, label }) => prediction === label).length / 2_000;
    expect(right).toBeGreaterThan(0.75);
  });
});

/** As if the group had never committed: every command is delivered again. */
async function forgetOffsets(): Promise<void> {
  const admin = kafka.admin();
  await admin.connect();
  await until('the killed member has left', async () => {
    try {
      await admin.deleteGroups([COMMAND_GROUP]);
      return true;
    } catch {
      return false;
    }
  });
  await admin.disconnect();
}
