import { decodeJson, MAX_FEATURES, MAX_VALUE_BYTES, PredictionEvent } from '@leeway/contracts';
import {
  addKeys,
  countEvent,
  createPane,
  createReferenceBuilder,
  EventScanner,
  gridOf,
  ScanModels,
  type Grid,
} from '@leeway/drift';
import { percentile } from '../percentile.ts';
import { createEventTexts, SHAPES, type EventShape } from './event-shape.ts';

const MESSAGES = 4_000;
const REFERENCE_ROWS = 5_000;

export type KernelReport = {
  features: number;
  /** Medians of processor time; all of one process. */
  cpuNsPerMessage: Record<string, number>;
  /**
   * Values that counting alone (cells, counts, moments, the error of reconstruction) does in a second of one core: of
   * scanned events, as what scanning and counting take longer than scanning; and of parsed ones.
   */
  valuesPerSecond: { scanned: number; parsed: number };
};

function gridOfShape(shape: EventShape): Grid {
  const next = createEventTexts(shape, { seed: 7, startMs: 0 });
  const builder = createReferenceBuilder();
  for (let row = 0; row < REFERENCE_ROWS; row += 1) {
    const event = PredictionEvent.parse(JSON.parse(next()));
    builder.add(event.features, { score: event.score });
  }
  return gridOf(builder.freeze({ kind: 'file', detail: 'benchmark', createdBy: 'benchmark' }));
}

/** Median CPU of one call of `work`, in ns per message, after two rounds to warm up. */
function cpuOf(runs: number, work: () => void): number {
  for (let i = 0; i < 2; i += 1) work();
  const times = Array.from({ length: runs }, () => {
    const before = process.cpuUsage();
    const startMs = performance.now();
    let rounds = 0;
    for (; performance.now() - startMs < 300; rounds += 1) work();
    const { user, system } = process.cpuUsage(before);
    return ((user + system) * 1e3) / rounds / MESSAGES;
  });
  return Math.round(percentile(times, 50));
}

function benchShape(shape: EventShape, runs: number): KernelReport {
  const grid = gridOfShape(shape);
  const next = createEventTexts(shape, { seed: 11, startMs: 1_764_057_600_000 });
  const texts = Array.from({ length: MESSAGES }, next);
  // As a fetch leaves them: one after the other in one buffer.
  const whole = Buffer.from(texts.join(''));
  let at = 0;
  const messages = texts.map((text) => whole.subarray(at, (at += text.length)));
  const events = texts.map((text) => PredictionEvent.parse(JSON.parse(text)));
  const models = new ScanModels([{ id: shape.model, grid }]);
  addKeys(grid);
  const scanner = new EventScanner({ maxBytes: MAX_VALUE_BYTES, maxFeatures: MAX_FEATURES });
  const pane = createPane(grid);
  let kept = 0;
  const parse = cpuOf(runs, () => {
    for (const message of messages) kept += (JSON.parse(message.toString()) as { score: number }).score;
  });
  const contract = cpuOf(runs, () => {
    for (const message of messages) {
      const decoded = decodeJson(PredictionEvent, message);
      if (decoded.ok) countEvent(pane, grid, decoded.event);
    }
  });
  const parseAndCount = cpuOf(runs, () => {
    for (const message of messages) countEvent(pane, grid, JSON.parse(message.toString()) as (typeof events)[number]);
  });
  const scan = cpuOf(runs, () => {
    for (const message of messages) if (!scanner.scan(message, models)) throw new Error('not read');
  });
  const scanAndCount = cpuOf(runs, () => {
    for (const message of messages) if (scanner.scan(message, models)) scanner.count(pane);
    scanner.settle();
  });
  const count = cpuOf(runs, () => {
    for (const event of events) countEvent(pane, grid, event);
  });
  if (!Number.isFinite(kept)) throw new Error('nothing was parsed');
  return {
    features: shape.features,
    cpuNsPerMessage: { parse, contract, parseAndCount, count, scan, scanAndCount },
    valuesPerSecond: {
      scanned: Math.round((1e9 * shape.features) / (scanAndCount - scan)),
      parsed: Math.round((1e9 * shape.features) / count),
    },
  };
}

/** Decoding and counting alone: no Kafka, no database. */
export function benchKernels(input: { runs: number }): { kernels: KernelReport[]; text: string } {
  const kernels = SHAPES.map((shape) => benchShape(shape, input.runs));
  const text = kernels
    .map(({ features, cpuNsPerMessage, valuesPerSecond }) =>
      [
        `${features} features, CPU ns a message:`,
        ...Object.entries(cpuNsPerMessage).map(([name, ns]) => `  ${name.padEnd(16)}${String(ns).padStart(8)}`),
        `  counting, million values/s a core: ${(valuesPerSecond.scanned / 1e6).toFixed(1)} scanned, ${(valuesPerSecond.parsed / 1e6).toFixed(1)} parsed`,
      ].join('\n'),
    )
    .join('\n');
  return { kernels, text };
}
