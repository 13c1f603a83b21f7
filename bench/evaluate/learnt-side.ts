import {
  alarmBytes,
  alarmColumns,
  alarmLengths,
  createAlarmHistories,
  decodeAlarms,
  decodePane,
  encodeAlarms,
  learnColumn,
  WindowSums,
  type DriftRuleSettings,
  type FrozenReference,
  type LearntAlarms,
  StoredPane,
  type Pane,
} from '@leeway/drift';
import { judgeWindow, readEvaluatorMemory } from '@leeway/services';
import { percentile } from '../percentile.ts';

const MODELS = 1_000;
const PANE_MS = 60_000;
const WINDOW_PANES = 3;
const HOUR_MS = 3_600_000;
const LEARNT_DAYS = 3;
const START_MS = Date.UTC(2026, 0, 5);

/** A model that learnt from three days made of its stored panes, one after the other. */
type Learnt = { reference: FrozenReference; stored: readonly Uint8Array[]; alarms: LearntAlarms; sums: WindowSums };
export type LearntReport = {
  cpuMs: number;
  parts: { moveMs: number; judgeMs: number; writeMs: number };
  learnMsPerFeature: number;
  storedBytesPerModel: number;
  memoryBytesPerModel: number;
};

const placeOf = (startMs: number, panes: number) => Math.floor(startMs / PANE_MS) % panes;

function learn(
  { reference, stored }: Pick<Learnt, 'reference' | 'stored'>,
  settings: DriftRuleSettings,
): { model: Learnt; ms: number; bytes: number } {
  const { grid } = reference;
  const lengths = alarmLengths(settings.alarms.windowMs, PANE_MS);
  if (lengths === null) throw new RangeError('no length');
  const { windowMs, stepMs } = lengths;
  const panes = stored.map((bytes) => decodePane(bytes, grid));
  const columns = alarmColumns(grid);
  const steps = (LEARNT_DAYS * 24 * HOUR_MS) / stepMs;
  const counted = createAlarmHistories(columns, { startMs: START_MS, stepMs, steps });
  for (let startMs = START_MS; startMs < START_MS + steps * stepMs; startMs += PANE_MS)
    counted.add(startMs, panes[placeOf(startMs, panes.length)] as Pane);
  const before = performance.now();
  const features = columns.flatMap((column, index) => {
    const history = counted.histories[index];
    const budget = { features: columns.length, settings: { ...settings.alarms, windowMs } };
    return history === undefined ? [] : [learnColumn(column, history, budget)];
  });
  const ms = performance.now() - before;
  const bytes = encodeAlarms(features, grid);
  const endMs = START_MS + steps * stepMs;
  const sums = new WindowSums(grid, windowMs, { paneMs: PANE_MS, endMs });
  for (let startMs = endMs - (windowMs.at(-1) ?? 0); startMs < endMs; startMs += PANE_MS)
    sums.add(startMs, panes[placeOf(startMs, panes.length)] as Pane);
  const alarms = { windowMs, features: decodeAlarms(bytes, grid) };
  return { model: { reference, stored, alarms, sums }, ms, bytes: bytes.byteLength };
}

/** One minute's window of one model: every length moved on, panes read where they are needed, judged, what is written. */
function judgeOne(
  { reference, stored, alarms, sums }: Learnt,
  settings: DriftRuleSettings,
  parts: LearntReport['parts'],
) {
  const t0 = performance.now();
  const windowEndMs = sums.endMs + PANE_MS;
  const stretches = [
    { fromMs: windowEndMs - (WINDOW_PANES + 1) * PANE_MS, toMs: windowEndMs },
    ...sums.needsFor(windowEndMs),
  ];
  const panes = new Map<number, StoredPane>();
  for (const { fromMs, toMs } of stretches)
    for (let startMs = fromMs; startMs < toMs; startMs += PANE_MS)
      if (!panes.has(startMs)) {
        const pane = new StoredPane(reference.grid);
        pane.addPart(stored[placeOf(startMs, stored.length)] as Uint8Array);
        panes.set(startMs, pane);
      }
  if (!sums.moveTo(windowEndMs, (startMs) => panes.get(startMs)?.whole())) throw new RangeError('sums do not fit');
  const t1 = performance.now();
  const judged = judgeWindow({
    reference,
    settings,
    panes,
    windowEndMs,
    paneMs: PANE_MS,
    windowPanes: WINDOW_PANES,
    memory: readEvaluatorMemory(null, reference.id),
    alarms: { state: 'ready', learnt: alarms, sums },
  });
  const t2 = performance.now();
  JSON.stringify([judged.evaluation, judged.service, judged.memory]);
  parts.moveMs += t1 - t0;
  parts.judgeMs += t2 - t1;
  parts.writeMs += performance.now() - t2;
}

/** What judging 1,000 models a minute by learnt alarms costs, windows of five lengths each. */
export function measureLearnt(
  watched: readonly Pick<Learnt, 'reference' | 'stored'>[],
  settings: DriftRuleSettings,
  runs: number,
): LearntReport {
  const learnt = watched.map((one) => learn(one, settings));
  const models = learnt.map(({ model }) => model);
  const judgeAll = () => {
    const parts = { moveMs: 0, judgeMs: 0, writeMs: 0 };
    for (let index = 0; index < MODELS; index += 1) judgeOne(models[index % models.length] as Learnt, settings, parts);
    return parts;
  };
  judgeAll();
  const measured = Array.from({ length: runs }, () => {
    const before = process.cpuUsage();
    const parts = judgeAll();
    const { user, system } = process.cpuUsage(before);
    return { cpuMs: (user + system) / 1_000, parts };
  });
  const median = (read: (run: (typeof measured)[number]) => number) => Math.round(percentile(measured.map(read), 50));
  const columns = learnt.reduce((sum, { model }) => sum + model.sums.columns.length, 0);
  const mean = (read: (one: (typeof learnt)[number]) => number) =>
    Math.round(learnt.reduce((sum, one) => sum + read(one), 0) / learnt.length);
  return {
    cpuMs: median((run) => run.cpuMs),
    parts: {
      moveMs: median((run) => run.parts.moveMs),
      judgeMs: median((run) => run.parts.judgeMs),
      writeMs: median((run) => run.parts.writeMs),
    },
    learnMsPerFeature: Math.round(learnt.reduce((sum, { ms }) => sum + ms, 0) / columns),
    storedBytesPerModel: mean(({ bytes }) => bytes),
    memoryBytesPerModel: mean(({ model }) => alarmBytes(model.alarms.features) + model.sums.byteLength),
  };
}
