import { readFileSync, readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import type { Census } from '../data/load-census.ts';
import { SLOW_VERSION, type ServingState } from '../state/serving-state.ts';
import { writeDurably } from '../state/write-durably.ts';
import type { InitialTraining } from '../training/initial-training.ts';
import { TrainedModel } from '../training/trained-model.ts';
import type { Population, ServedRow } from './served-row.ts';

const StoredVersion = z.object({
  model: TrainedModel,
  dataSha256: z.string(),
  learntFrom: z.object({ calm: z.array(z.int().min(0)), groupQuarters: z.array(z.int().min(0)) }),
});
type StoredVersion = z.infer<typeof StoredVersion>;

/** A version that can answer, and which records it must not be served, because it has learnt from them. */
export type ServableVersion = { model: TrainedModel; hasLearntFrom(population: Population, row: number): boolean };

export type ModelRegistry = {
  find(version: string): ServableVersion | undefined;
  /** On the disk when it returns. */
  save(version: string, model: TrainedModel, rows: readonly ServedRow[]): void;
  /** Deletes stored versions that the state does not name any more. */
  keepOnly(versions: readonly string[]): void;
};

/** v1, v2 and the slow release (v2's weights) come from the initial training, retrained versions from the folder. */
export function openModelRegistry(stateDir: string, census: Census, training: InitialTraining): ModelRegistry {
  const neverLearnt = (): boolean => false;
  const versions = new Map<string, ServableVersion>([
    ['v1', { model: training.v1, hasLearntFrom: neverLearnt }],
    ['v2', { model: training.v2, hasLearntFrom: neverLearnt }],
    [SLOW_VERSION, { model: training.v2, hasLearntFrom: neverLearnt }],
  ]);
  for (const [version, stored] of readStored(stateDir, census.sha256)) versions.set(version, servable(stored));
  return {
    find: (version) => versions.get(version),
    save(version, model, rows) {
      const rowsOf = (population: Population): number[] =>
        rows.filter((row) => row.population === population).map(({ row }) => row);
      const learntFrom = { calm: rowsOf('calm'), groupQuarters: rowsOf('groupQuarters') };
      const stored = { model, dataSha256: census.sha256, learntFrom };
      writeDurably(fileOf(stateDir, version), JSON.stringify(stored));
      versions.set(version, servable(stored));
    },
    keepOnly(kept) {
      for (const version of storedVersions(stateDir))
        if (!kept.includes(version)) rmSync(fileOf(stateDir, version), { force: true });
    },
  };
}

function servable(stored: StoredVersion): ServableVersion {
  const learnt = { calm: new Set(stored.learntFrom.calm), groupQuarters: new Set(stored.learntFrom.groupQuarters) };
  return { model: stored.model, hasLearntFrom: (population, row) => learnt[population].has(row) };
}

function fileOf(stateDir: string, version: string): string {
  return path.join(stateDir, `version-${version}.json`);
}

function storedVersions(stateDir: string): string[] {
  return readdirSync(stateDir).flatMap((name) => /^version-(v\d+)\.json$/u.exec(name)?.[1] ?? []);
}

function readStored(stateDir: string, dataSha256: string): Map<string, StoredVersion> {
  const stored = new Map<string, StoredVersion>();
  for (const version of storedVersions(stateDir)) {
    const parsed = StoredVersion.safeParse(JSON.parse(readFileSync(fileOf(stateDir, version), 'utf8')));
    if (parsed.success && parsed.data.dataSha256 === dataSha256) stored.set(version, parsed.data);
  }
  return stored;
}

/** Takes versions whose weights are gone out of the state; v2 serves where none would be left. */
export function withoutLostVersions(serving: ServingState, registry: ModelRegistry): ServingState {
  const versions = serving.versions.filter(({ version }) => registry.find(version) !== undefined);
  if (versions.length === serving.versions.length) return serving;
  const complete = Object.keys(serving.traffic).every((version) => registry.find(version) !== undefined);
  return { ...serving, versions, traffic: complete ? serving.traffic : { v2: 1 } };
}
