import { setTimeout as sleep } from 'node:timers/promises';
import { findFreePort } from '@leeway/devstack';
import { openDb, type Db } from '@leeway/store';
import { seededRandom } from '@leeway/testing';
import { Kafka, logLevel } from 'kafkajs';
import { startBenchServices } from '../engine/bench-services.ts';
import { buildWorker, startMeasuredWorker, type WorkerMemory } from './measured-worker.ts';
import { FEATURES, featuresOf, idOf, registerWatched } from './watched-models.ts';

const PANE_MS = 60_000;
const PARTITIONS = 4;
/** Every twentieth model has a topic of its own; the others share one. */
const OWN_EVERY = 20;
const SHARED = 'bench.watched';
const EVENTS_PER_SECOND = 1;
const VARIANTS = 4;

export type MemoryReport = {
  models: number;
  features: number;
  minutes: number;
  events: number;
  /** Ready, before the first event. */
  started: WorkerMemory;
  /** After the last window was judged. */
  ended: WorkerMemory;
  /** Processor time of the worker while events came, per minute. */
  cpuSecondsPerMinute: number;
  windowsJudged: number;
  text: string;
};

const topicOf = (model: number) => (model % OWN_EVERY === 0 ? `${SHARED}.${model}` : SHARED);

/** One event a second of every model, as long as `goesOn`; returns how many were sent. */
async function sendEvents(brokers: string[], models: number, untilMs: number): Promise<number> {
  const kafka = new Kafka({ clientId: 'bench-memory', brokers, logLevel: logLevel.NOTHING });
  const producer = kafka.producer({ allowAutoTopicCreation: false });
  await producer.connect();
  const bodies = Array.from({ length: models }, (_, model) => {
    const random = seededRandom(model + 7_919);
    return Array.from({ length: VARIANTS }, () => JSON.stringify(featuresOf(model, random)));
  });
  let sent = 0;
  for (let second = 0, nextMs = Date.now(); nextMs < untilMs; second += 1, nextMs += 1_000 / EVENTS_PER_SECOND) {
    await sleep(Math.max(0, nextMs - Date.now()));
    const time = Date.now();
    const byTopic = Map.groupBy(
      Array.from({ length: models }, (_, model) => model),
      topicOf,
    );
    await producer.sendBatch({
      acks: 1,
      topicMessages: [...byTopic].map(([topic, own]) => ({
        topic,
        messages: own.map((model) => ({
          key: idOf(model),
          value: `{"id":"${model}-${second}","model":"${idOf(model)}","time":${time},"version":"v1","features":${bodies[model]?.[second % VARIANTS] ?? '{}'},"score":0.5,"latencyMs":12}`,
        })),
      })),
    });
    sent += models;
  }
  await producer.disconnect();
  return sent;
}

async function createTopics(brokers: string[], models: number): Promise<void> {
  const admin = new Kafka({ clientId: 'bench-memory', brokers, logLevel: logLevel.NOTHING }).admin();
  await admin.connect();
  const topics = [...new Set(Array.from({ length: models }, (_, model) => topicOf(model)))];
  await admin.createTopics({
    topics: topics.map((topic) => ({ topic, numPartitions: topic === SHARED ? PARTITIONS : 1 })),
    waitForLeaders: true,
  });
  await admin.disconnect();
}

async function until(what: string, isDone: () => Promise<boolean>, withinMs: number): Promise<void> {
  const deadlineMs = Date.now() + withinMs;
  while (!(await isDone())) {
    if (Date.now() > deadlineMs) throw new Error(`${what}: not within ${withinMs / 1_000} s`);
    await sleep(500);
  }
}

async function counted(db: Db): Promise<number> {
  return (await db.pane.aggregate({ _sum: { n: true } }))._sum.n ?? 0;
}

/** Memory of the whole worker with many models, each with a grid of its own, while events come and windows are judged. */
export async function benchMemory(input: {
  models: number;
  minutes: number;
  onProgress: (line: string) => void;
}): Promise<MemoryReport> {
  const { models, minutes, onProgress } = input;
  onProgress('building the worker, starting Kafka and PostgreSQL');
  await buildWorker();
  const services = await startBenchServices();
  const db = openDb({ connectionString: services.databaseUrl, poolSize: 4 });
  const port = await findFreePort();
  try {
    await createTopics(services.brokers, models);
    onProgress(`freezing ${models} references`);
    await registerWatched(db, { models, topicOf, paneMs: PANE_MS });
    const worker = startMeasuredWorker(
      { DATABASE_URL: services.databaseUrl, KAFKA_BROKERS: services.brokers.join(',') },
      port,
    );
    try {
      await until('the worker is ready', () => worker.isReady(), 300_000);
      await sleep(5_000);
      const started = await worker.memory();
      onProgress(`ready: ${told(started)}`);
      const timer = setInterval(() => void worker.memory().then((memory) => onProgress(told(memory))), 15_000);
      const sent = await sendEvents(services.brokers, models, Date.now() + minutes * 60_000);
      await until('all events are counted', async () => (await counted(db)) === sent, 600_000);
      const after = await worker.memory();
      const windows = models * (minutes - 1);
      await until('all windows are judged', async () => (await db.evaluation.count()) >= windows, 600_000);
      clearInterval(timer);
      const ended = await worker.memory();
      const report = {
        models,
        features: FEATURES,
        minutes,
        events: sent,
        started,
        ended,
        cpuSecondsPerMinute: Math.round(((after.cpuSeconds - started.cpuSeconds) / minutes) * 10) / 10,
        windowsJudged: await db.evaluation.count(),
      };
      return { ...report, text: textOf(report) };
    } finally {
      await worker.end();
    }
  } finally {
    await db.$disconnect();
    await services.stop();
  }
}

function told({ rssMiB, peakRssMiB, heapMiB, externalMiB, cpuSeconds }: WorkerMemory): string {
  return `${rssMiB} MiB resident, at most ${peakRssMiB}; heap ${heapMiB}, external ${externalMiB}; ${Math.round(cpuSeconds)} s of a core`;
}

function textOf(report: Omit<MemoryReport, 'text'>): string {
  return `${report.models} models × ${report.features} features, ${report.events} events in ${report.minutes} min, ${report.windowsJudged} windows judged
  ready:    ${told(report.started)}
  at last:  ${told(report.ended)}
  while events came: ${report.cpuSecondsPerMinute} s of a core a minute`;
}
