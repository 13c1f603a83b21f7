import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findFreePort, startPostgres } from '@leeway/devstack';
import {
  countEvent,
  createPane,
  createReferenceBuilder,
  encodePane,
  encodeReference,
  type FrozenReference,
} from '@leeway/drift';
import { migrate, openDb, type Db } from '@leeway/store';
import { seededRandom } from '@leeway/testing';
import { createMetrics } from '../../apps/worker/src/metrics.ts';
import { createAlarmKeeper } from '../../apps/worker/src/pipelines/evaluate/alarm-keeper.ts';
import { dueModels, loadDueModels } from '../../apps/worker/src/pipelines/evaluate/due-models.ts';
import { evaluateModel } from '../../apps/worker/src/pipelines/evaluate/evaluate-model.ts';
import { createEvaluationRecorder } from '../../apps/worker/src/pipelines/evaluate/evaluation-recorder.ts';
import { loadFrame } from '../../apps/worker/src/pipelines/evaluate/load-frame.ts';
import { createModelLoader } from '../../apps/worker/src/pipelines/evaluate/load-model.ts';
import { FEATURES, featuresOf } from '../memory/watched-models.ts';
import { cpuMsOfTree } from '../cpu-of-tree.ts';
import { percentile } from '../percentile.ts';

const PANE_MS = 60_000;
const TOPIC = 'bench.evaluate';
const PRISMA_DIR = fileURLToPath(new URL('../../prisma', import.meta.url));
const MODELS = 1_000;
/** Different models need not have different numbers to cost the same. */
const REFERENCES = 20;
const REFERENCE_ROWS = 5_000;
const PANE_ROWS = 1_000;
const PANES = 4;

export type RecordingReport = {
  models: number;
  features: number;
  /** Processor time of the evaluator's process for one minute's windows of all models, and of Postgres. */
  cpuMs: number;
  postgresCpuMs: number;
  wallMs: number;
  /** Bytes on disk of an evaluation with all that it carries. */
  evaluationBytes: number;
  text: string;
};

type Watched = { reference: FrozenReference; stored: Uint8Array[] };

function watch(model: number): Watched {
  const random = seededRandom(model + 1);
  const builder = createReferenceBuilder();
  for (let row = 0; row < REFERENCE_ROWS; row += 1) builder.add(featuresOf(model, random));
  const reference = builder.freeze({ kind: 'file', detail: 'the benchmark', createdBy: 'bench' });
  const stored = Array.from({ length: PANES }, () => {
    const pane = createPane(reference.grid);
    for (let row = 0; row < PANE_ROWS; row += 1)
      countEvent(pane, reference.grid, { features: featuresOf(model, random), latencyMs: random() * 100 });
    return encodePane(pane, reference.grid);
  });
  return { reference, stored };
}

async function seed(
  db: Db,
  input: {
    watched: readonly Watched[];
    models: number;
    beginMs: number;
    panes: number;
  },
): Promise<void> {
  const { watched, beginMs } = input;
  const models = Array.from({ length: input.models }, (_, index) => ({ id: `bench-${index}`, index }));
  const of = (index: number) => {
    const one = watched[index % watched.length];
    if (one === undefined) throw new RangeError('no reference');
    return one;
  };
  await db.model.createMany({
    data: models.map(({ id, index }) => ({
      id,
      name: id,
      predictionTopic: TOPIC,
      activeReferenceId: of(index).reference.id,
      paneMs: PANE_MS,
    })),
  });
  await db.reference.createMany({
    data: watched.map(({ reference }) => ({
      id: reference.id,
      modelId: 'bench-0',
      gridId: reference.gridId,
      hash: reference.hash,
      features: reference.features.map(({ name }) => name),
      rowCount: BigInt(reference.rowCount),
      body: Buffer.from(encodeReference(reference)),
      provenance: {},
    })),
  });
  for (let pane = 0; pane < input.panes; pane += 1)
    await db.pane.createMany({
      data: models.map(({ id, index }) => ({
        modelId: id,
        gridId: of(index).reference.gridId,
        version: 'v1',
        startAt: new Date(beginMs + pane * PANE_MS),
        paneMs: PANE_MS,
        topic: TOPIC,
        partition: 0,
        n: 1_000,
        counts: Buffer.from(of(index).stored[pane % of(index).stored.length] ?? new Uint8Array()),
      })),
    });
  await db.evaluatorState.createMany({
    data: models.map(({ id }) => ({ modelId: id, evaluatedToAt: new Date(beginMs + 3 * PANE_MS), state: {} })),
  });
  await db.partitionProgress.create({ data: { topic: TOPIC, partition: 0, nextOffset: 0n, maxEventMs: 0n } });
  await db.$executeRaw`VACUUM ANALYZE`;
}

/** What the worker does in a tick with complete windows, between the first query and the last commit. */
function createTick(db: Db) {
  const metrics = createMetrics();
  const ctx = () => ({
    db,
    actor: { kind: 'system' as const, id: 'bench', name: 'bench' },
    now: () => new Date(),
    requestId: 'bench',
  });
  const app = { db, metrics, ctx } as unknown as Parameters<typeof evaluateModel>[0];
  const loadModels = createModelLoader(db);
  const keeper = createAlarmKeeper(db, { maxBytes: 16_777_216 });
  const record = createEvaluationRecorder(ctx);
  return async (): Promise<void> => {
    const models = await loadModels();
    const frame = await loadFrame(db);
    await keeper.refresh(models);
    for await (const batch of loadDueModels(db, dueModels(models, frame, Date.now()), keeper))
      await Promise.all(batch.map((due) => evaluateModel(app, due, { record, keeper })));
  };
}

/** One minute's windows of all models, from the store and into it again, on a Postgres of the benchmark's own. */
export async function benchRecording({ runs }: { runs: number }): Promise<RecordingReport> {
  const watched = Array.from({ length: REFERENCES }, (_, model) => watch(model));
  const folder = await mkdtemp(join(tmpdir(), 'leeway-bench-'));
  await chmod(folder, 0o711);
  const dataDir = join(folder, 'postgres');
  const postgres = await startPostgres({ dataDir, port: await findFreePort(), logFile: join(folder, 'postgres.log') });
  const db = openDb({ connectionString: postgres.connectionString, poolSize: 12 });
  try {
    await migrate({ connectionString: postgres.connectionString, prismaDir: PRISMA_DIR });
    const pid = Number((await readFile(join(dataDir, 'postmaster.pid'), 'utf8')).split('\n')[0]);
    const beginMs = Math.floor(Date.now() / PANE_MS) * PANE_MS - (runs + 6) * PANE_MS;
    await seed(db, { watched, models: MODELS, beginMs, panes: runs + 5 });
    const tick = createTick(db);
    const measured: { cpuMs: number; postgresCpuMs: number; wallMs: number }[] = [];
    // The first one reads references and warms up.
    for (let run = 0; run <= runs; run += 1) {
      const closedMs = beginMs + (4 + run) * PANE_MS;
      await db.partitionProgress.updateMany({ data: { maxEventMs: BigInt(closedMs + 5_000) } });
      const [before, postgresBefore, startedMs] = [process.cpuUsage(), cpuMsOfTree(pid), performance.now()];
      await tick();
      const { user, system } = process.cpuUsage(before);
      const wallMs = performance.now() - startedMs;
      const judged = await db.evaluation.count({ where: { windowEndAt: new Date(closedMs) } });
      if (judged !== MODELS) throw new Error(`${judged} of ${MODELS} windows were judged`);
      if (run > 0)
        measured.push({ cpuMs: (user + system) / 1_000, postgresCpuMs: cpuMsOfTree(pid) - postgresBefore, wallMs });
    }
    const [size] = await db.$queryRaw<{ bytes: number }[]>`
      SELECT pg_total_relation_size('evaluation')::float8 / count(*) AS bytes FROM evaluation`;
    const median = (read: (one: (typeof measured)[number]) => number) => Math.round(percentile(measured.map(read), 50));
    const report = {
      models: MODELS,
      features: FEATURES,
      cpuMs: median(({ cpuMs }) => cpuMs),
      postgresCpuMs: median(({ postgresCpuMs }) => postgresCpuMs),
      wallMs: median(({ wallMs }) => wallMs),
      evaluationBytes: Math.round(size?.bytes ?? 0),
    };
    return { ...report, text: textOf(report) };
  } finally {
    await db.$disconnect();
    await postgres.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

function textOf(report: Omit<RecordingReport, 'text'>): string {
  return `${report.models} models × ${report.features} features, a minute's windows from the store and into it: ${report.cpuMs} ms of one core
  and ${report.postgresCpuMs} ms in Postgres; ${report.wallMs} ms by the clock; ${report.evaluationBytes} bytes an evaluation`;
}
