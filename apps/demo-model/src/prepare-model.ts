import { mkdirSync } from 'node:fs';
import type { Logger } from 'pino';
import { findCensusFile, loadCensus, type Census } from './data/load-census.ts';
import type { Settings } from './env.ts';
import type { LabelQueue } from './serving/label-queue.ts';
import { openModelRegistry, withoutLostVersions, type ModelRegistry } from './serving/model-registry.ts';
import type { ServedLog } from './serving/served-log.ts';
import { takeTail } from './serving/tail.ts';
import { initialServing, type ServingState } from './state/serving-state.ts';
import { openStateStore, type StateStore } from './state/state-store.ts';
import type { InitialTraining } from './training/initial-training.ts';
import { loadOrTrain } from './training/training-cache.ts';

/** All that the demo has before it speaks to anybody. */
export type PreparedModel = {
  census: Census;
  training: InitialTraining;
  registry: ModelRegistry;
  store: StateStore;
  labels: LabelQueue;
  served: ServedLog;
};

export function prepareModel(settings: Settings, entryDirectory: string, logger: Logger): PreparedModel {
  const { stateDir } = settings;
  mkdirSync(stateDir, { recursive: true });
  const census = loadCensus(findCensusFile(entryDirectory));
  const startMs = performance.now();
  const { training, fromCache } = loadOrTrain(census, stateDir);
  logger.info({ fromCache, tookMs: Math.round(performance.now() - startMs) }, 'models v1 and v2 are trained');
  const registry = openModelRegistry(stateDir, census, training);
  const store = openStateStore(stateDir, servingOf(training, Date.now()));
  const { serving } = store.current();
  const complete = withoutLostVersions(serving, registry);
  if (complete !== serving) logger.warn({ traffic: complete.traffic }, 'weights of a version are gone, it was dropped');
  store.commit({ ...store.current(), serving: complete });
  registry.keepOnly(complete.versions.map(({ version }) => version));
  return { census, training, registry, store, ...takeTail(stateDir, census.sha256) };
}

function servingOf(training: InitialTraining, nowMs: number): ServingState {
  const entry = (version: string, trainedOn: string) => ({
    version,
    trainedOn,
    createdAtMs: nowMs,
    kind: 'initial' as const,
  });
  return initialServing(
    [
      entry('v1', `first ${training.v1Rows} census records of 2015`),
      entry('v2', `all ${training.v2Rows} census records of 2015`),
    ],
    'v2',
  );
}
