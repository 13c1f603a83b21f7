import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findFreePort, startPostgres } from '@leeway/devstack';
import { MINUTE_MS, minuteOf } from '@leeway/slo';
import { makeMinutePartitions, migrate, openDb, type Db } from '@leeway/store';
import { createJudging, measureAfresh, measureTicks, type Tick } from './leeway-side.ts';
import { measureList, type ListReport } from './list-side.ts';
import { measurePrometheus, type PrometheusReport } from './prometheus-side.ts';
import { insertHistory, insertSlos, type SloSet } from './seed-slos.ts';

const PRISMA_DIR = fileURLToPath(new URL('../../prisma', import.meta.url));
const LENGTHS_DAYS = [1, 7, 30, 90];
/** SLOs of which a past minute changes, each minute. */
const RESTATED_SHARE = 0.01;

export type SloReport = {
  slos: number;
  windowDays: number;
  minuteRows: number;
  hourRows: number;
  /** One minute's judging of all SLOs, medians. */
  tick: Tick;
  /** Sums made from nothing, as after the migration. */
  firstTick: Tick;
  /** The same minute of 1,000 SLOs by the length of their window. */
  byWindowDays: { windowDays: number; tick: Tick }[];
  /** Reading the minutes of one SLO's window, as every judging did before. */
  afreshMs: number;
  list: ListReport;
  prometheus: PrometheusReport | null;
  text: string;
};

async function countRows(db: Db, table: string): Promise<number> {
  const [row] = await db.$queryRawUnsafe<{ count: number }[]>(`SELECT count(*)::float8 AS count FROM ${table}`);
  return row?.count ?? 0;
}

/** Judging ten thousand SLOs from kept sums, their list, and the same rules in a local Prometheus. */
export async function benchSlo(options: {
  runs: number;
  quick: boolean;
  onProgress: (line: string) => void;
}): Promise<SloReport> {
  const { runs, quick, onProgress } = options;
  const [slos, full, ofLength] = quick ? [1_000, 20, 200] : [10_000, 500, 1_000];
  const main: SloSet = { name: 'main', count: slos, windowDays: 30 };
  const folder = await mkdtemp(join(tmpdir(), 'leeway-bench-'));
  await chmod(folder, 0o711);
  const dataDir = join(folder, 'postgres');
  const postgres = await startPostgres({ dataDir, port: await findFreePort(), logFile: join(folder, 'postgres.log') });
  const db = openDb({ connectionString: postgres.connectionString, poolSize: 12 });
  try {
    await migrate({ connectionString: postgres.connectionString, prismaDir: PRISMA_DIR });
    const pid = Number((await readFile(join(dataDir, 'postmaster.pid'), 'utf8')).split('\n')[0]);
    const beginMs = minuteOf(Date.now()) - 30 * MINUTE_MS;
    await makeMinutePartitions(db, { fromMs: beginMs - 92 * 86_400_000, toMs: beginMs });
    const judging = createJudging(db, pid);

    const byWindowDays: SloReport['byWindowDays'] = [];
    for (const windowDays of LENGTHS_DAYS) {
      const set: SloSet = { name: `days${windowDays}`, count: ofLength, windowDays };
      onProgress(`${ofLength} SLOs of ${windowDays} days`);
      await insertSlos(db, set);
      await insertHistory(db, set, { toMs: beginMs, full: 0, runs });
      await db.$executeRaw`VACUUM ANALYZE`;
      await judging.judge(beginMs - 1, ofLength);
      const tick = await measureTicks(db, judging, { set, fromMs: beginMs, runs, restated: ofLength * RESTATED_SHARE });
      byWindowDays.push({ windowDays, tick });
      await db.slo.updateMany({ data: { archivedAt: new Date() } });
    }

    onProgress(`${slos} SLOs of 30 days, ${full} of them with every minute`);
    await insertSlos(db, main);
    await insertHistory(db, main, { toMs: beginMs, full, runs });
    await db.$executeRaw`VACUUM ANALYZE`;
    onProgress('judging');
    const firstTick = await judging.judge(beginMs - 1, slos);
    const input = { set: main, fromMs: beginMs, runs, restated: slos * RESTATED_SHARE };
    const tick = await measureTicks(db, judging, input);
    const afreshMs = await measureAfresh(db, main, { toMs: beginMs, slos: 20 });
    onProgress('the list');
    const list = await measureList(db, { nowMs: beginMs + runs * MINUTE_MS, slos: Math.min(slos, 5_000) });
    const [minuteRows, hourRows] = [await countRows(db, 'sli_minute'), await countRows(db, 'sli_hour')];
    const prometheus = await measurePrometheus({
      folder,
      slos: quick ? 50 : 500,
      days: quick ? 1 : 4,
      minutes: quick ? 2 : 3,
      onProgress,
    });
    const report = {
      slos,
      windowDays: 30,
      minuteRows,
      hourRows,
      tick,
      firstTick,
      byWindowDays,
      afreshMs,
      list,
      prometheus,
    };
    return { ...report, text: textOf(report) };
  } finally {
    await db.$disconnect();
    await postgres.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

function costs({ workerCpuMs, postgresCpuMs, wallMs }: Tick): string {
  return `${Math.round(workerCpuMs)} ms of one core and ${Math.round(postgresCpuMs)} ms in Postgres, ${Math.round(wallMs)} ms by the clock`;
}

function textOf(report: Omit<SloReport, 'text'>): string {
  const { prometheus, list } = report;
  const lengths = report.byWindowDays.map(({ windowDays, tick }) => `  windows of ${windowDays} d: ${costs(tick)}`);
  return [
    `${report.slos} SLOs of ${report.windowDays} days judged, a minute's worth: ${costs(report.tick)}`,
    `  with all sums made from nothing: ${costs(report.firstTick)}`,
    `  ${report.minuteRows} rows of minutes, ${report.hourRows} of hours`,
    `by the length of the window:`,
    ...lengths,
    `reading one SLO's minutes of 30 days: ${report.afreshMs} ms`,
    `list of ${list.slos} SLOs: first page p50 ${list.firstPage.p50} ms, p95 ${list.firstPage.p95} ms; ` +
      `filtered p95 ${list.filtered.p95} ms; last page p95 ${list.lastPage.p95} ms; one SLO p95 ${list.detail.p95} ms`,
    prometheus === null
      ? 'Prometheus: could not be installed here'
      : `Prometheus, ${prometheus.slos} SLOs, ${prometheus.rules} rules, ${prometheus.historyDays} days of history: ` +
        `${prometheus.cpuMsAMinute} ms of a core a minute (${prometheus.cpuMsAMinuteWithoutRules} without rules)`,
  ].join('\n');
}
