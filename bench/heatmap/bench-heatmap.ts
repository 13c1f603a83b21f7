import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findFreePort, startPostgres } from '@leeway/devstack';
import { getDriftHeatmap, listModels } from '@leeway/services';
import { migrate, openDb, rebuildEvaluationSpans, type Db } from '@leeway/store';
import { percentile } from '../percentile.ts';

const DAY_MS = 86_400_000;
const DAYS = 30;
const WINDOW_MS = 60_000;
const FEATURES = 50;
const MODEL = 'bench-heatmap';
const END_MS = Date.UTC(2026, 10, 25);
const PRISMA_DIR = fileURLToPath(new URL('../../prisma', import.meta.url));
const RANGES = [
  { name: '8 hours', spanMs: DAY_MS / 3, maxColumns: 120 },
  { name: '24 hours, single windows', spanMs: DAY_MS, maxColumns: 1_200 },
  { name: '7 days', spanMs: 7 * DAY_MS, maxColumns: 1_200 },
  { name: '30 days', spanMs: DAYS * DAY_MS, maxColumns: 120 },
  { name: '30 days, finest', spanMs: DAYS * DAY_MS, maxColumns: 1_200 },
] as const;

type RangeReport = { name: string; columns: number; p50Ms: number; slowestMs: number };
export type HeatmapReport = {
  windows: number;
  features: number;
  /** Time to fill the spans of all windows at once, as the migration does. */
  fillMs: number;
  spanRows: number;
  spanBytes: number;
  ranges: RangeReport[];
  listMs: number;
  plan: string;
  text: string;
};

async function startDatabase(): Promise<{ db: Db; stop: () => Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'leeway-bench-'));
  await chmod(folder, 0o711);
  const postgres = await startPostgres({
    dataDir: join(folder, 'postgres'),
    port: await findFreePort(),
    logFile: join(folder, 'postgres.log'),
  });
  await migrate({ connectionString: postgres.connectionString, prismaDir: PRISMA_DIR });
  const db = openDb({ connectionString: postgres.connectionString, poolSize: 2 });
  return {
    db,
    stop: async () => {
      await db.$disconnect();
      await postgres.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** A month of windows of one model, made by Postgres; what a window's detail holds is left out, as no picture reads it. */
async function seed(db: Db): Promise<void> {
  const features = Array.from({ length: FEATURES }, (_, index) => `feature ${index}`);
  await db.model.create({
    data: {
      id: MODEL,
      name: MODEL,
      predictionTopic: MODEL,
      paneMs: WINDOW_MS,
      activeReferenceId: 'bench',
      references: {
        create: { id: 'bench', gridId: '', hash: '', features, rowCount: 1n, body: new Uint8Array(), provenance: {} },
      },
    },
  });
  await db.$executeRaw`
    INSERT INTO evaluation (id, model_id, reference_id, window_start_at, window_end_at, n, verdict, status, ratio,
                            ratios, marks, features)
    SELECT ${MODEL} || ':' || k, ${MODEL}, 'bench', ended.at - interval '3 minutes', ended.at, 3000, 'ok', 'ok', 0.9,
           (SELECT array_agg(random() ORDER BY f) FROM generate_series(1, ${FEATURES}::int) f WHERE f + k > 0),
           repeat('o', ${FEATURES}::int), '[]'
      FROM generate_series(1, ${(DAYS * DAY_MS) / WINDOW_MS}::int) k
      CROSS JOIN LATERAL (SELECT to_timestamp((${END_MS - DAYS * DAY_MS}::float8 + k * ${WINDOW_MS}::float8) / 1000) AS at) ended`;
}

async function timed(runs: number, work: () => Promise<unknown>): Promise<number[]> {
  await work();
  const times: number[] = [];
  for (let run = 0; run < runs; run += 1) {
    const startedMs = performance.now();
    await work();
    times.push(performance.now() - startedMs);
  }
  return times;
}

async function planOf(db: Db): Promise<string> {
  const lines = await db.$queryRaw<{ 'QUERY PLAN': string }[]>`
    EXPLAIN (ANALYZE, BUFFERS, COSTS OFF, TIMING OFF)
    SELECT start_at, ratios, marks FROM evaluation_span
     WHERE model_id = ${MODEL} AND span_ms = 3600000 AND start_at >= ${new Date(END_MS - DAYS * DAY_MS)}
       AND start_at < ${new Date(END_MS)}`;
  return lines.map((line) => `  ${line['QUERY PLAN']}`).join('\n');
}

/** How long the picture of a stretch of drift takes, on a database of the benchmark's own. */
export async function benchHeatmap(input: {
  runs: number;
  onProgress: (line: string) => void;
}): Promise<HeatmapReport> {
  const { db, stop } = await startDatabase();
  try {
    input.onProgress(`${DAYS} days of windows`);
    await seed(db);
    const startedMs = performance.now();
    await rebuildEvaluationSpans(db, { modelId: MODEL, fromMs: END_MS - DAYS * DAY_MS, toMs: END_MS });
    const fillMs = Math.round(performance.now() - startedMs);
    await db.$executeRaw`VACUUM ANALYZE evaluation, evaluation_span`;
    const now = () => new Date(END_MS);
    const ctx = { db, actor: { kind: 'system' as const, id: 'bench', name: 'bench' }, now, requestId: 'bench' };
    const ranges: RangeReport[] = [];
    for (const { name, spanMs, maxColumns } of RANGES) {
      const range = { modelId: MODEL, fromMs: END_MS - spanMs, toMs: END_MS, maxColumns };
      const { columns } = await getDriftHeatmap({ ctx, input: range });
      const times = await timed(input.runs, () => getDriftHeatmap({ ctx, input: range }));
      const [p50Ms, slowestMs] = [Math.round(percentile(times, 50)), Math.round(Math.max(...times))];
      ranges.push({ name, columns: columns.length, p50Ms, slowestMs });
    }
    const listMs = Math.round(percentile(await timed(input.runs, () => listModels({ ctx })), 50));
    const [size] = await db.$queryRaw<{ rows: number; bytes: number }[]>`
      SELECT count(*)::int AS rows, pg_total_relation_size('evaluation_span')::float8 AS bytes FROM evaluation_span`;
    const report = {
      windows: (DAYS * DAY_MS) / WINDOW_MS,
      features: FEATURES,
      fillMs,
      spanRows: size?.rows ?? 0,
      spanBytes: size?.bytes ?? 0,
      ranges,
      listMs,
      plan: await planOf(db),
    };
    return { ...report, text: textOf(report) };
  } finally {
    await stop();
  }
}

function textOf(report: Omit<HeatmapReport, 'text'>): string {
  const lines = report.ranges.map(
    ({ name, columns, p50Ms, slowestMs }) => `  ${name} (${columns} columns): ${p50Ms} ms, slowest ${slowestMs} ms`,
  );
  return `${report.windows} windows of ${report.features} features; spans: ${report.spanRows} rows, ${Math.round(report.spanBytes / 1_024)} KiB, filled in ${report.fillMs} ms
${lines.join('\n')}
  the list of models, with strips of 8 hours: ${report.listMs} ms
30 days are read so:
${report.plan}`;
}
