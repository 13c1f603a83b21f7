import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { pino } from 'pino';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { vectorAt } from '../data/census-table.ts';
import { findCensusFile, loadCensus } from '../data/load-census.ts';
import type { Batch } from '../kafka/publisher.ts';
import { Director } from '../scenarios/director.ts';
import { Outbox } from '../state/outbox.ts';
import { initialServing, withVersion } from '../state/serving-state.ts';
import { openStateStore } from '../state/state-store.ts';
import type { InitialTraining } from '../training/initial-training.ts';
import { trainModel } from '../training/trained-model.ts';
import { Engine } from './engine.ts';
import { LabelQueue } from './label-queue.ts';
import { openModelRegistry, withoutLostVersions } from './model-registry.ts';
import { ServedLog } from './served-log.ts';
import type { ServedRow } from './served-row.ts';

// Training is seconds of arithmetic, more on a busy machine.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const census = loadCensus(findCensusFile(path.join(import.meta.dirname, '..')));
const model = trainModel(
  Array.from({ length: 2_000 }, (_, row) => vectorAt(census.reference, row)),
  census.reference.employed.subarray(0, 2_000),
);
const training: InitialTraining = {
  v1: model,
  v2: model,
  v1Rows: 1,
  v2Rows: 2,
  folds: [model, model, model, model, model],
  baseRate: 0.5,
};
const evenRows: ServedRow[] = Array.from({ length: census.calm.rows / 2 }, (_, index) => ({
  population: 'calm',
  row: index * 2,
  faults: 0,
}));
const entry = (version: string) => ({ version, trainedOn: '', createdAtMs: 1, kind: 'retrained' as const });

function newFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'demo-registry-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return folder;
}

describe('the model registry', () => {
  it('keeps a retrained version, and what it has learnt from, over a restart', () => {
    const folder = newFolder();
    openModelRegistry(folder, census, training).save('v4', model, evenRows);
    const v4 = openModelRegistry(folder, census, training).find('v4');
    expect(v4?.model).toEqual(model);
    expect([v4?.hasLearntFrom('calm', 2), v4?.hasLearntFrom('calm', 3)]).toEqual([true, false]);
    expect(v4?.hasLearntFrom('groupQuarters', 2)).toBe(false);
    expect(openModelRegistry(folder, { ...census, sha256: 'other' }, training).find('v4')).toBeUndefined();
  });

  it('deletes what is not named any more', () => {
    const folder = newFolder();
    const registry = openModelRegistry(folder, census, training);
    for (const version of ['v4', 'v5']) registry.save(version, model, []);
    registry.keepOnly(['v1', 'v2', 'v5']);
    expect(readdirSync(folder)).toEqual(['version-v5.json']);
  });

  it('has v2 serve when the weights of the version that served are gone', () => {
    const registry = openModelRegistry(newFolder(), census, training);
    const two = initialServing([entry('v1'), entry('v2')], 'v2');
    const lost = { ...withVersion(two, entry('v4')), traffic: { v2: 0.5, v4: 0.5 } };
    expect(withoutLostVersions(two, registry)).toBe(two);
    expect(withoutLostVersions(lost, registry)).toEqual({ ...lost, versions: two.versions, traffic: { v2: 1 } });
  });
});

describe('the engine', () => {
  it('never serves a version the records that it has learnt from', async () => {
    const folder = newFolder();
    const registry = openModelRegistry(folder, census, training);
    registry.save('v4', model, evenRows);
    const serving = {
      ...withVersion(initialServing([entry('v1'), entry('v2')], 'v2'), entry('v4')),
      traffic: { v2: 0.5, v4: 0.5 },
    };
    const store = openStateStore(folder, serving);
    const batches: Batch[] = [];
    const publisher = {
      send: (batch: Batch) => Promise.resolve(void batches.push(batch)),
      disconnect: () => Promise.resolve(),
    };
    const labels = new LabelQueue();
    const settings = { model: 'm', autoplay: false, firstAfterMs: 0, calmMs: 0, longestMs: 0 };
    const parts = {
      model: 'm',
      ratePerSecond: 2_000,
      labelDelayMs: 60_000,
      seed: 1,
      baseRate: 0.5,
      census,
      registry,
      store,
      outbox: new Outbox(store, publisher),
      director: new Director(settings, store, pino({ level: 'silent' }), Date.now()),
      publisher,
      labels,
      served: new ServedLog(),
    };
    const stopping = new AbortController();
    const running = new Engine(parts, Date.now()).run(stopping.signal);
    await sleep(500);
    stopping.abort();
    await running;
    const versionOf = new Map(
      batches
        .flatMap(({ predictions }) => predictions ?? [])
        .map(({ key, value }) => [key, (JSON.parse(value) as { version: string }).version]),
    );
    const isEven = (version: string) =>
      labels
        .all()
        .filter(({ id }) => versionOf.get(id) === version)
        .map(({ served }) => served.row % 2 === 0);
    expect(isEven('v4').length).toBeGreaterThan(200);
    expect(isEven('v4')).not.toContain(true);
    expect(isEven('v2')).toContain(true);
    expect(isEven('v2')).toContain(false);
  });
});
