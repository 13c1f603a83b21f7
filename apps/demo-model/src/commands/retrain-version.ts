import type { Census } from '../data/load-census.ts';
import type { ModelRegistry } from '../serving/model-registry.ts';
import type { ServedLog } from '../serving/served-log.ts';
import { describeTraffic, mainVersion, nextRetrainedVersion, withVersion } from '../state/serving-state.ts';
import type { ServingState } from '../state/serving-state.ts';
import { retrain } from '../training/retrain.ts';
import type { RetrainOutcome } from './command-runner.ts';

/** Trains a new version on what was served lately, keeps its weights, and says in which state it serves. */
export function retrainVersion(
  parts: { census: Census; registry: ModelRegistry; served: ServedLog; seed: number },
  serving: ServingState,
  recentRows: number,
  nowMs: number,
): RetrainOutcome {
  const { census, registry, served, seed } = parts;
  const before = registry.find(mainVersion(serving));
  if (before === undefined) return { kind: 'refused', message: 'the version that serves has no weights' };
  const trained = retrain({ census, labelled: served.recent(), recentRows, before: before.model, seed });
  if (trained.kind === 'refused') return { kind: 'refused', message: trained.reason };
  const version = nextRetrainedVersion(serving);
  registry.save(version, trained.model, trained.rows);
  const trainedOn = `${trained.rows.length} labelled rows served until ${new Date(nowMs).toISOString()}`;
  const { rows, aucNew, aucOld } = trained.check;
  const effect = `ROC AUC on ${rows} held-out rows ${aucNew.toFixed(3)}, ${mainVersion(serving)} has ${aucOld.toFixed(3)} there`;
  const added = withVersion(serving, { version, trainedOn, createdAtMs: nowMs, kind: 'retrained' });
  return {
    kind: 'trained',
    next: { ...added, traffic: { [version]: 1 } },
    change: {
      title: `Model version ${version} trained and served`,
      detail: `Trained on ${trainedOn}. ${effect}.`,
      from: describeTraffic(serving.traffic),
      to: version,
    },
    message: `${version} trained on ${trained.rows.length} of the ${recentRows} rows asked for and served; ${effect}`,
  };
}
