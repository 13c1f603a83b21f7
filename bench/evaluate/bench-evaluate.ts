import {
  countEvent,
  createPane,
  createReferenceBuilder,
  DriftRuleSettings,
  encodePane,
  StoredPane,
  type CountableEvent,
  type FrozenReference,
} from '@leeway/drift';
import { judgeWindow, readEvaluatorMemory } from '@leeway/services';
import { percentile } from '../percentile.ts';
import { measureLearnt, type LearntReport } from './learnt-side.ts';

const MODELS = 1_000;
const NUMERIC = 40;
const CATEGORICAL = 10;
const PANE_MS = 60_000;
const WINDOW_PANES = 3;
const PANE_ROWS = 1_000;
const REFERENCE_ROWS = 5_000;
/** Different models need not have different numbers to cost the same; so many references are alive at once. */
const REFERENCES = 20;
/** Learning takes seconds a model. */
const LEARNT_MODELS = 4;

type Parts = { judgeMs: number; writeMs: number };
export type EvaluateReport = {
  models: number;
  features: number;
  paneBytes: number;
  /** Processor time of one minute's windows of all models, medians. */
  cpuMs: number;
  parts: Parts;
  /** The same by learnt alarms. */
  learnt: LearntReport;
  text: string;
};

function seeded(seed: number): () => number {
  let state = seed;
  return () => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647;
}

function event(random: () => number): CountableEvent {
  const features: Record<string, unknown> = {};
  for (let i = 0; i < NUMERIC; i += 1) features[`n${i}`] = random() + random() + random();
  for (let i = 0; i < CATEGORICAL; i += 1) features[`c${i}`] = `value ${Math.floor(random() ** 2 * 30)}`;
  return { features, latencyMs: random() * 100, status: 'ok' };
}

type Watched = { reference: FrozenReference; stored: Uint8Array[] };

function watch(seed: number): Watched {
  const random = seeded(seed);
  const builder = createReferenceBuilder();
  for (let row = 0; row < REFERENCE_ROWS; row += 1) builder.add(event(random).features);
  const reference = builder.freeze({ kind: 'file', detail: 'the benchmark', createdBy: 'bench' });
  const stored = Array.from({ length: WINDOW_PANES + 1 }, () => {
    const pane = createPane(reference.grid);
    for (let row = 0; row < PANE_ROWS; row += 1) countEvent(pane, reference.grid, event(random));
    return encodePane(pane, reference.grid);
  });
  return { reference, stored };
}

/** One minute's windows of all models: what the evaluator does between reading rows and writing them. */
function judgeAll(watched: readonly Watched[], settings: DriftRuleSettings): Parts {
  const parts: Parts = { judgeMs: 0, writeMs: 0 };
  for (let model = 0; model < MODELS; model += 1) {
    const one = watched[model % watched.length];
    if (one === undefined) continue;
    const { reference, stored } = one;
    const t0 = performance.now();
    const panes = new Map<number, StoredPane>();
    for (const [index, bytes] of stored.entries()) {
      const pane = new StoredPane(reference.grid);
      pane.addPart(bytes);
      panes.set(index * PANE_MS, pane);
    }
    const judged = judgeWindow({
      reference,
      settings,
      panes,
      windowEndMs: (WINDOW_PANES + 1) * PANE_MS,
      paneMs: PANE_MS,
      windowPanes: WINDOW_PANES,
      memory: readEvaluatorMemory(null, reference.id),
    });
    const t1 = performance.now();
    JSON.stringify([judged.evaluation, judged.service, judged.memory]);
    const t2 = performance.now();
    parts.judgeMs += t1 - t0;
    parts.writeMs += t2 - t1;
  }
  return parts;
}

/** What judging 1,000 models × 50 features a minute costs one core, from stored panes to rows. */
export function benchEvaluate({ runs }: { runs: number }): EvaluateReport {
  const watched = Array.from({ length: REFERENCES }, (_, index) => watch(index + 1));
  const settings = DriftRuleSettings.parse({});
  judgeAll(watched, settings);
  const measured = Array.from({ length: runs }, () => {
    const before = process.cpuUsage();
    const parts = judgeAll(watched, settings);
    const { user, system } = process.cpuUsage(before);
    return { cpuMs: (user + system) / 1_000, parts };
  });
  const median = (read: (run: (typeof measured)[number]) => number) => Math.round(percentile(measured.map(read), 50));
  const parts: Parts = {
    judgeMs: median((run) => run.parts.judgeMs),
    writeMs: median((run) => run.parts.writeMs),
  };
  const cpuMs = median((run) => run.cpuMs);
  const paneBytes = Math.round(
    watched.flatMap(({ stored }) => stored).reduce((sum, bytes) => sum + bytes.byteLength, 0) /
      (REFERENCES * (WINDOW_PANES + 1)),
  );
  const learnt = measureLearnt(watched.slice(0, LEARNT_MODELS), DriftRuleSettings.parse({ rule: 'learnt' }), runs);
  const features = NUMERIC + CATEGORICAL;
  return {
    models: MODELS,
    features,
    paneBytes,
    cpuMs,
    parts,
    learnt,
    text: `${MODELS} models × ${features} features, windows of ${WINDOW_PANES} panes of ${paneBytes} bytes: ${cpuMs} ms of one core
  panes read and windows judged ${parts.judgeMs} ms, rows as JSON ${parts.writeMs} ms
by learnt alarms, windows of 5 and 15 minutes, 1, 6 and 24 hours: ${learnt.cpuMs} ms of one core
  windows moved on ${learnt.parts.moveMs} ms (panes that come and go read), judged ${learnt.parts.judgeMs} ms, rows as JSON ${learnt.parts.writeMs} ms
  learnt in ${learnt.learnMsPerFeature} ms a feature; a model takes ${learnt.storedBytesPerModel} bytes stored, ${learnt.memoryBytesPerModel} in memory`,
  };
}
