import { featureHealth } from '@leeway/drift';
import type { FeatureObservationDelta, PaneDelta } from '@leeway/store';
import type { CountablePrediction } from './countable-prediction.ts';
import type { IngestModel } from './ingest-model.ts';

/** Names noted of a model between two flushes; the store keeps no more either. */
const MAX_NAMES = 50;
/** Fewer events of a pane than this say nothing of a feature that is absent. */
const MIN_EVENTS = 20;
/** Share of values of the wrong type from which a feature's type is taken to have changed. */
const TYPE_CHANGED_FROM = 0.5;

/** Features that the grid lacks, by name, with how many events had them. */
export type UnknownFeatures = Map<string, Map<string, number>>;

/** True when the event has a feature that the model's reference lacks; the first 50 names are noted. */
export function noteUnknownFeatures(
  unknown: UnknownFeatures,
  model: IngestModel,
  prediction: Pick<CountablePrediction, 'unknownFeatures'>,
): boolean {
  if (model.knownFeatures === null) return false;
  const found = prediction.unknownFeatures(model.knownFeatures);
  if (found === null) return false;
  const names = unknown.get(model.id) ?? new Map<string, number>();
  unknown.set(model.id, names);
  for (const name of found) {
    const seen = names.get(name);
    if (seen !== undefined || names.size < MAX_NAMES) names.set(name, (seen ?? 0) + 1);
  }
  return true;
}

/** New, vanished and retyped features of what is about to be flushed. */
export function observationsOf(unknown: UnknownFeatures, panes: Iterable<PaneDelta>): FeatureObservationDelta[] {
  const observations: FeatureObservationDelta[] = [];
  for (const [modelId, names] of unknown)
    for (const [feature, events] of names) observations.push({ modelId, kind: 'new', feature, events });
  for (const { modelId, slice, pane, grid } of panes) {
    if (slice !== '' || pane.events < MIN_EVENTS) continue;
    for (const layout of grid.layouts) {
      if (layout.feature.source !== 'feature') continue;
      const { total, absent, wrongType } = featureHealth(pane, layout);
      const feature = layout.feature.name;
      if (total > 0 && absent === total) observations.push({ modelId, kind: 'vanished', feature, events: absent });
      else if (wrongType > 0 && wrongType >= TYPE_CHANGED_FROM * (total - absent))
        observations.push({ modelId, kind: 'type', feature, events: wrongType });
    }
  }
  return merged(observations);
}

/** One row a model, kind and feature: a statement cannot touch a row twice. */
function merged(observations: FeatureObservationDelta[]): FeatureObservationDelta[] {
  const sums = new Map<string, FeatureObservationDelta>();
  for (const one of observations) {
    const key = JSON.stringify([one.modelId, one.kind, one.feature]);
    const sum = sums.get(key);
    if (sum === undefined) sums.set(key, { ...one });
    else sum.events += one.events;
  }
  return [...sums.values()];
}
