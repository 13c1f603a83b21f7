import { readFileSync } from 'node:fs';
import path from 'node:path';
import {
  alarmCells,
  AlarmSettings,
  judgeFeatureAlarm,
  learnFeatureAlarm,
  stepAlarmEpisode,
  type AlarmEpisode,
  type AlarmFeature,
  type AlarmHistory,
} from '@leeway/drift';
import { countRuns, watchByPeers, type PeerRule } from '../peer-rules.ts';
import { unpackTable, type RealColumn, type RealTable } from './real-table.ts';

const HOUR_MS = 3_600_000;
/** A window of rows stands for a day of 24 steps, so that the reference without its own window judges it. */
const STEPS = 24;
const WINDOW_MS = STEPS * HOUR_MS;
const BUDGET_PER_168_WINDOWS = 0.5;
const SETTINGS = AlarmSettings.parse({
  windowMs: [WINDOW_MS],
  budgetPerWeek: BUDGET_PER_168_WINDOWS / STEPS,
});
const PEERS = ['mean-and-3-sd', 'psi-0.2', 'ks-chi2-0.05'] as const satisfies readonly PeerRule[];

export const REAL_FILES = [
  { name: 'car-loan', windows: [5_000, 1_000, 500] },
  { name: 'census', windows: [5_000, 1_000, 500] },
] as const;

/** Rows of the analysis period after which an episode opened and closed; null = it did not. */
export type RealEpisode = { column: string; fromRow: number; toRow: number | null; views: string[] };
export type RealReport = {
  name: string;
  windowRows: number;
  columns: number;
  analysisRows: number;
  episodes: RealEpisode[];
  /** Windows in a row beyond a limit, of all columns; and windows in which any column was. */
  peers: Partial<Record<PeerRule, { episodes: number; windows: number; ofWindows: number }>>;
};

function featureOf({ name, isOrdered, valueCells }: RealColumn): AlarmFeature {
  return { name, isOrdered, valueCells };
}

function historyOf(column: RealColumn, rowsPerStep: number, from: number, end: number): AlarmHistory {
  const { width } = alarmCells(featureOf(column));
  const steps = Math.floor((end - from) / rowsPerStep);
  const counts = new Uint32Array(steps * width);
  for (let row = 0; row < Math.floor(steps * rowsPerStep); row += 1) {
    const at = Math.floor(row / rowsPerStep) * width + (column.cells[from + row] ?? 0);
    counts[at] = (counts[at] ?? 0) + 1;
  }
  return { startMs: 0, stepMs: HOUR_MS, steps, counts };
}

/** Windows that slide by a 24th of themselves; an episode closes after a whole window of quiet. */
function episodesOf(table: RealTable, column: RealColumn, windowRows: number): RealEpisode[] {
  const feature = featureOf(column);
  const { width } = alarmCells(feature);
  const rowsPerStep = windowRows / STEPS;
  const reference = historyOf(column, rowsPerStep, 0, table.referenceRows);
  const alarm = learnFeatureAlarm(feature, reference, { features: table.columns.length, settings: SETTINGS });
  const [length] = alarm.lengths;
  if (length === undefined) return [];
  const { steps, counts } = historyOf(column, rowsPerStep, table.referenceRows, table.rows);
  const sum = new Float64Array(width);
  const found: RealEpisode[] = [];
  let episode: AlarmEpisode = null;
  for (let step = 0; step < steps; step += 1) {
    for (let cell = 0; cell < width; cell += 1) {
      const leaves = step >= STEPS ? (counts[(step - STEPS) * width + cell] ?? 0) : 0;
      sum[cell] = (sum[cell] ?? 0) + (counts[step * width + cell] ?? 0) - leaves;
    }
    if (step + 1 < STEPS) continue;
    const hours = [{ hourStartMs: 0, rows: sum.reduce((total, count) => total + count, 0) }];
    const reading = judgeFeatureAlarm(alarm, length, { counts: sum, hours }, SETTINGS.floors);
    const next = stepAlarmEpisode(episode, [reading], ((step + 1) * HOUR_MS) / STEPS);
    const row = Math.round((step + 1) * rowsPerStep);
    const views = reading.state === 'insufficient' ? [] : reading.views.filter(({ isAlert }) => isAlert);
    if (episode === null && next !== null)
      found.push({ column: column.name, fromRow: row, toRow: null, views: views.map(({ view }) => view) });
    const last = found.at(-1);
    if (episode !== null && next === null && last !== undefined) last.toRow = row;
    episode = next;
  }
  return found;
}

function addPeers(report: RealReport, beyond: Partial<Record<PeerRule, boolean[]>>, table: RealTable): void {
  const { windowRows } = report;
  for (const column of table.columns) {
    const reference = historyOf(column, windowRows, 0, table.referenceRows);
    const analysis = historyOf(column, windowRows, table.referenceRows, table.rows);
    const { width } = alarmCells(featureOf(column));
    const counts = new Uint32Array((reference.steps + analysis.steps) * width);
    counts.set(reference.counts);
    counts.set(analysis.counts, reference.steps * width);
    const history = { ...reference, steps: reference.steps + analysis.steps, counts };
    const isOrdered = column.isOrdered ? {} : { shares: new Float64Array(0) };
    const spec = { group: '', feature: featureOf(column), family: 'normal' as const, nullShare: 0, ...isOrdered };
    const verdicts = watchByPeers(spec, history, reference.steps);
    for (const rule of PEERS) {
      const all = (beyond[rule] ??= Array.from({ length: analysis.steps }, () => false));
      verdicts[rule].forEach((isBeyond, index) => (all[index] ||= isBeyond));
      const before = report.peers[rule]?.episodes ?? 0;
      report.peers[rule] = { episodes: before + countRuns(verdicts[rule]), windows: 0, ofWindows: analysis.steps };
    }
  }
}

export function measureReal(name: string, windowRows: number): RealReport {
  const table = unpackTable(readFileSync(path.join(import.meta.dirname, `${name}.bin.gz`)));
  const report: RealReport = {
    name,
    windowRows,
    columns: table.columns.length,
    analysisRows: table.rows - table.referenceRows,
    episodes: table.columns.flatMap((column) => episodesOf(table, column, windowRows)),
    peers: {},
  };
  const beyond: Partial<Record<PeerRule, boolean[]>> = {};
  addPeers(report, beyond, table);
  for (const rule of PEERS) {
    const peer = report.peers[rule];
    if (peer !== undefined) peer.windows = (beyond[rule] ?? []).filter(Boolean).length;
  }
  return report;
}
