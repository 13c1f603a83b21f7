import { registerModel } from '@leeway/services';
import { openDb, type Db } from '@leeway/store';
import { percentile } from '../percentile.ts';
import { startBenchServices, type BenchServices } from './bench-services.ts';
import { createEventTexts, SHAPES, type EventShape } from './event-shape.ts';
import { fillTopic } from './fill-topic.ts';
import type { SideResult } from './measured-side.ts';
import {
  comparison,
  reportText,
  type EngineReport,
  type PaneBytes,
  type ShapeReport,
  type SideReport,
} from './report.ts';
import { endSides, startSide, type RunningSide } from './run-side.ts';

const PARTITIONS = 4;
const REFERENCE_ROWS = 5_000;
const SIDES = ['raw', 'receive', 'parse', 'parseDefaults', 'engine', 'engine2'] as const;
type SideId = (typeof SIDES)[number];

export type EngineBenchInput = { messages: number; runs: number; onProgress: (line: string) => void };

async function registerShape(db: Db, shape: EventShape, startMs: number): Promise<void> {
  const next = createEventTexts(shape, { seed: 7, startMs });
  await registerModel({
    ctx: { db, actor: { kind: 'system', id: 'bench', name: 'bench' }, now: () => new Date(), requestId: 'bench' },
    input: {
      manifest: { id: shape.model, name: shape.model, predictionTopic: shape.topic, paneMs: 10_000 },
      rows: Array.from({ length: REFERENCE_ROWS }, (): unknown => JSON.parse(next())),
      source: 'the benchmark',
    },
  });
}

/** Several engines share the topic's partitions; all begin at once when each owns its share. */
async function runEngines(services: BenchServices, shape: EventShape, messages: number, processes: number) {
  const groupId = `bench-${process.hrtime.bigint()}`;
  const owned = new Map<object, number>();
  const sides: RunningSide[] = [];
  const share = PARTITIONS / processes;
  const input = {
    brokers: services.brokers,
    databaseUrl: services.databaseUrl,
    topic: shape.topic,
    messages,
    groupId,
    ownPartitions: share,
  };
  try {
    for (let index = 0; index < processes; index += 1)
      sides.push(
        startSide('side-engine.ts', input, (partitions, child) => {
          owned.set(child, partitions);
          if (owned.size === processes && [...owned.values()].every((count) => count === share))
            for (const side of sides) if (side.child.connected) side.child.send('go');
        }),
      );
    return await Promise.all(sides.map(({ result }) => result));
  } finally {
    endSides(sides);
  }
}

async function runSide(services: BenchServices, shape: EventShape, messages: number, side: SideId) {
  if (side === 'engine') return runEngines(services, shape, messages, 1);
  if (side === 'engine2') return runEngines(services, shape, messages, 2);
  const groupId = `bench-${process.hrtime.bigint()}`;
  const input = { brokers: services.brokers, topic: shape.topic, messages, groupId };
  const running =
    side === 'receive'
      ? startSide('side-receive.ts', input)
      : startSide('side-consume.ts', { ...input, parse: side !== 'raw', tuned: side !== 'parseDefaults' });
  return [await running.result];
}

function sideReport(runs: SideResult[][]): SideReport {
  const medianOf = (read: (results: SideResult[]) => number) => percentile(runs.map(read), 50);
  const wallMs = (results: SideResult[]) =>
    Math.max(...results.map(({ endMs }) => endMs)) - Math.min(...results.map(({ startMs }) => startMs));
  const messages = (results: SideResult[]) => results[0]?.messages ?? 0;
  const cpuMs = (results: SideResult[]) => results.reduce((sum, result) => sum + result.cpuMs, 0);
  return {
    messagesPerSecond: Math.round(medianOf((results) => (messages(results) * 1_000) / wallMs(results))),
    cpuNsPerMessage: Math.round(medianOf((results) => (cpuMs(results) * 1e6) / messages(results))),
    peakRssMb: Math.round(medianOf((results) => Math.max(...results.map(({ peakRssMb }) => peakRssMb)))),
  };
}

async function forget(db: Db): Promise<void> {
  await db.$executeRaw`TRUNCATE partition_progress, pane, ingest_counter, pane_rescore`;
}

async function paneBytes(db: Db): Promise<PaneBytes> {
  const [row] = await db.$queryRaw<{ panes: number; mean: number; largest: number }[]>`
    SELECT count(*)::int AS panes, coalesce(avg(length(counts)), 0)::float8 AS mean,
           coalesce(max(length(counts)), 0)::int AS largest FROM pane`;
  return { panes: row?.panes ?? 0, mean: Math.round(row?.mean ?? 0), largest: row?.largest ?? 0 };
}

async function benchShape(
  input: EngineBenchInput,
  services: BenchServices,
  db: Db,
  shape: EventShape,
): Promise<ShapeReport> {
  const messages = shape.id === 'small' ? input.messages : Math.ceil(input.messages / 2);
  const startMs = Date.now() - 600_000;
  input.onProgress(`filling ${shape.topic} with ${messages} messages`);
  const next = createEventTexts(shape, { seed: 11, startMs });
  const { meanBytes } = await fillTopic({
    brokers: services.brokers,
    topic: shape.topic,
    partitions: PARTITIONS,
    count: messages,
    next,
  });
  await registerShape(db, shape, startMs);
  const results = new Map<SideId, SideResult[][]>(SIDES.map((side) => [side, []]));
  let bytes: PaneBytes = { panes: 0, mean: 0, largest: 0 };
  for (let run = 1; run <= input.runs; run += 1)
    for (const side of SIDES) {
      await forget(db);
      const result = await runSide(services, shape, messages, side);
      results.get(side)?.push(result);
      const { messagesPerSecond, cpuNsPerMessage } = sideReport([result]);
      input.onProgress(`${shape.id} ${run}/${input.runs} ${side}: ${messagesPerSecond}/s, ${cpuNsPerMessage} ns CPU`);
      if (side === 'engine') bytes = await paneBytes(db);
    }
  const reports = Object.fromEntries(
    SIDES.map((side) => [side, sideReport(results.get(side) ?? [])]),
  ) as ShapeReport['sides'];
  // The next shape's engines must not find this one's topic.
  await db.model.update({ where: { id: shape.model }, data: { archivedAt: new Date() } });
  return {
    shape: shape.id,
    features: shape.features,
    messages,
    meanBytes,
    sides: reports,
    ...comparison(reports),
    paneBytes: bytes,
  };
}

/** kafkajs alone, kafkajs and JSON.parse, and the whole engine on the same messages, on services of their own. */
export async function benchEngine(input: EngineBenchInput): Promise<EngineReport & { text: string }> {
  input.onProgress('starting Kafka and PostgreSQL');
  const services = await startBenchServices();
  const db = openDb({ connectionString: services.databaseUrl, poolSize: 2 });
  try {
    const shapes: ShapeReport[] = [];
    for (const shape of SHAPES) shapes.push(await benchShape(input, services, db, shape));
    const report = { runs: input.runs, shapes };
    return { ...report, text: reportText(report) };
  } finally {
    await db.$disconnect();
    await services.stop();
  }
}
