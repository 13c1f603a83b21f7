import { worstMeasure, type DriftRuleSettings, type FrozenReference, type WindowEvaluation } from '@leeway/drift';
import { countVerdicts } from '../drafts/summarise-preview.ts';
import { verdictWeight } from '../verdict-weight.ts';
import type { PreviewedFeature, ReferencePreview } from './reference-preview-view.ts';

function previewedFeature(
  name: string,
  reference: FrozenReference,
  windows: readonly WindowEvaluation[],
): PreviewedFeature | null {
  const index = reference.features.findIndex((feature) => feature.name === name);
  if (index < 0) return null;
  const own = windows.map(({ features }) => features[index]).filter((one) => one !== undefined);
  const last = own.at(-1);
  return {
    counts: countVerdicts(own.map(({ verdict }) => verdict)),
    verdict: last?.verdict ?? 'no-data',
    ratio: last?.ratio ?? 0,
    metric: last === undefined ? null : (worstMeasure(last)?.id ?? null),
  };
}

function weight(one: PreviewedFeature | null): number {
  return one === null ? -1 : verdictWeight(one);
}

function worse({ now, after }: { now: PreviewedFeature | null; after: PreviewedFeature | null }): number {
  return Math.max(weight(now), weight(after));
}

/** Every feature that either reference has, the worst under either first. */
export function comparedFeatures(input: {
  active: FrozenReference;
  other: FrozenReference;
  now: readonly WindowEvaluation[];
  after: readonly WindowEvaluation[];
  errorShares: readonly (number | null)[];
}): ReferencePreview['features'] {
  const { active, other, now, after, errorShares } = input;
  const names = new Set([...other.features, ...active.features].map(({ name }) => name));
  return [...names]
    .map((feature) => ({
      feature,
      now: previewedFeature(feature, active, now),
      after: previewedFeature(feature, other, after),
      errorShare: errorShares[other.features.findIndex(({ name }) => name === feature)] ?? null,
    }))
    .toSorted((a, b) => worse(b) - worse(a));
}

/** What the reader should know of how a preview was computed. */
export function previewNotes(input: { isExact: boolean; settings: DriftRuleSettings; windows: number }): string[] {
  const { isExact, settings, windows } = input;
  const notes: string[] = [];
  if (windows === 0)
    notes.push('No window was counted on the grid of the active reference yet, so there is nothing to compare.');
  else if (!isExact)
    notes.push(
      'The two references count on different grids. What the windows hold was carried over from the one to the other; by how much a share may be off stands beside each feature.',
    );
  if (settings.rule === 'learnt')
    notes.push(
      'Alarms are learnt for one reference at a time. Both sides are judged by calibrated thresholds here; after a switch these judge until the new reference’s alarms are learnt.',
    );
  return notes;
}
