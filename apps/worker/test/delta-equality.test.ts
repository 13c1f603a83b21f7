import { addKeys, type Grid } from '@leeway/drift';
import type { StreamRecord } from '@leeway/stream';
import { seededRandom } from '@leeway/testing';
import pino from 'pino';
import { expect, it } from 'vitest';
import { createMetrics } from '../src/metrics.ts';
import { createIngestModel, createIngestRegistry } from '../src/pipelines/ingest/ingest-model.ts';
import type { OwnerDeps } from '../src/pipelines/ingest/owner-deps.ts';
import { PartitionCounter } from '../src/pipelines/ingest/partition-counter.ts';
import { PredictionScanner } from '../src/pipelines/ingest/prediction-scanner.ts';
import { awkwardGrid } from './awkward-grid.ts';
import { createAwkwardMessages } from './awkward-messages.ts';

/** More of them in a long run: LEEWAY_FUZZ_MESSAGES=300000. */
const MESSAGES = Number(process.env['LEEWAY_FUZZ_MESSAGES'] ?? 6_000);
const SEED = Number(process.env['LEEWAY_FUZZ_SEED'] ?? 2);
/** Of a busy machine. */
const WITHIN_MS = 20_000 + 10 * MESSAGES;
const TOPIC = 't';
/** The awkward messages' times lie around it. */
const NOW_MS = 1_764_057_600_000 + 400_000;

const scored = awkwardGrid('score');
addKeys(scored);
type Choice = { grid: Grid | null; labelTopic?: string; dedupWindowMs?: number; sliceBy?: string; paneMs?: number };
const MODELS: Record<string, Choice> = {
  plain: { grid: scored },
  answered: { grid: awkwardGrid('prediction'), labelTopic: 'l' },
  everything: { grid: scored, labelTopic: 'l', dedupWindowMs: 3_600_000, sliceBy: 'city', paneMs: 60_000 },
  bare: { grid: null },
};
const registry = createIngestRegistry(
  Object.entries(MODELS).map(([id, { grid, ...choice }]) => {
    const row = {
      id,
      predictionTopic: TOPIC,
      labelTopic: null,
      latenessMs: 2_000,
      streamMapping: {},
      labelMapping: {},
    };
    return createIngestModel({ ...row, paneMs: 10_000, dedupWindowMs: 0, sliceBy: null, ...choice }, grid);
  }),
);

/** Reads nothing, so that every record is parsed and checked against the contract. */
class NoScanner extends PredictionScanner {
  override read(): null {
    return null;
  }
}

function counterWith(scanner: PredictionScanner, clock: () => number) {
  const metrics = createMetrics();
  const sent: unknown[] = [];
  // What counting does not touch is not there.
  const deps = {
    registry: () => registry,
    producer: { send: async (_topic: string, letters: unknown[]) => void sent.push(...letters) },
    unknownModels: { mayRefuse: (modelId: string) => modelId !== 'Bad Id' || clock() % 2 === 0 },
    maxPaneBytes: () => Number.MAX_SAFE_INTEGER,
    now: clock,
    log: pino({ level: 'silent' }),
    metrics,
    scanner,
  } as unknown as OwnerDeps;
  return { counter: new PartitionCounter({ topic: TOPIC, partition: 3 }, deps), metrics, sent };
}

/** Records as a fetch brings them, with what else a stream does: no value, times astray, offsets left out. */
function createRecords(random: () => number): () => StreamRecord {
  const message = createAwkwardMessages(random, Object.keys(MODELS));
  let offset = 0n;
  let text: Uint8Array = message();
  const noValue = { key: null, value: null, headers: {} };
  return () => {
    offset += random() < 0.05 ? 7n : 1n;
    const timestampMs = NOW_MS + Math.floor((random() - 0.6) * (random() < 0.1 ? 1e9 : 1e5));
    if (random() < 0.01) return { offset, timestampMs, ...noValue };
    // One in ten is sent twice.
    if (random() < 0.9) text = message();
    const bytes = new Uint8Array(text.length + 20 + Math.floor(random() * 80)).fill(0x31);
    bytes.set(text, 20);
    const value = Buffer.from(bytes.buffer, 20, text.length);
    const record = { offset, timestampMs, key: null, value, headers: {} };
    return random() < 0.5 ? { ...record, bytes, valueFrom: 20, valueTo: 20 + text.length } : record;
  };
}

/** All that a flush would store and send, whatever order it was noted in, and what the metrics were told. */
async function storedBy({ counter, metrics, sent }: ReturnType<typeof counterWith>) {
  const { panes, observations, ...delta } = counter.toIngestDelta({
    epoch: 1n,
    fromOffset: 0n,
    toOffset: 0n,
    high: 0n,
  });
  const sorted = <T>(items: readonly T[], key: (item: T) => unknown) =>
    items.toSorted((a, b) => (JSON.stringify(key(a)) < JSON.stringify(key(b)) ? -1 : 1));
  await counter.sendDeadLetters();
  const { events, labels, late, duplicates, lateness, deadLetters } = metrics;
  const told = await Promise.all([events, labels, late, duplicates, lateness, deadLetters].map((one) => one.get()));
  return {
    ...delta,
    panes: sorted(panes, ({ modelId, version, slice, startMs }) => [modelId, version, slice, startMs]),
    observations: sorted(observations, ({ modelId, kind, feature }) => [modelId, kind, feature]),
    deadLetters: sent.splice(0),
    told: told.map(({ name, values }) => ({ name, values })),
  };
}

it.each([
  ['members one by one', {}],
  ['members by code that is generated after a few', { templateFrom: 4 }],
])(
  `a partition counts scanned records as parsed ones, ${MESSAGES} of all kinds in chunks and flushes, %s`,
  { timeout: WITHIN_MS },
  async (_name, options) => {
    const random = seededRandom(SEED);
    const next = createRecords(random);
    let nowMs = NOW_MS;
    const fast = counterWith(new PredictionScanner(options), () => nowMs);
    const slow = counterWith(new NoScanner(), () => nowMs);
    const seen = {
      events: 0,
      deadLetters: 0,
      late: 0,
      duplicates: 0,
      unknownFeatures: 0,
      slices: 0,
      rescored: 0,
      newNames: 0,
    };
    let position = 0n;
    for (let counted = 0; counted < MESSAGES;) {
      const records = Array.from({ length: 1 + Math.floor(random() * 150) }, next);
      counted += records.length;
      // Some lie before the position, as where a fetch began earlier.
      if (random() < 0.1) records.unshift({ ...next(), offset: position - 1n });
      const to = fast.counter.count(records, position);
      expect(to).toEqual(slow.counter.count(records, position));
      position = to.unknown === null ? to.nextOffset : (records.at(-1)?.offset ?? 0n) + 1n;
      nowMs += Math.floor(random() * 20_000);
      if (random() < 0.7) continue;
      const stored = await storedBy(fast);
      expect(stored).toEqual(await storedBy(slow));
      for (const { events, late, duplicates, unknownFeatures } of stored.counters) {
        seen.events += events;
        seen.late += late;
        seen.duplicates += duplicates;
        seen.unknownFeatures += unknownFeatures;
      }
      seen.deadLetters += stored.deadLetters.length;
      seen.slices += stored.panes.filter(({ slice }) => slice !== '').length;
      seen.rescored += stored.rescore.length;
      for (const { newCategories } of stored.panes)
        for (const { counts } of newCategories?.values() ?? []) seen.newNames += counts.size;
      for (const { counter } of [fast, slow]) counter.keep();
    }
    // Each of what is compared did happen.
    expect(Object.entries(seen).filter(([, count]) => count < MESSAGES / 1_000)).toEqual([]);
    expect(seen.events).toBeGreaterThan(MESSAGES / 5);
  },
);
