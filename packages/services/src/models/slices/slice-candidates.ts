import { gridOf, type FrozenReference } from '@leeway/drift';

/** Features whose commonest values can be told apart as slices. */
export function sliceCandidates(reference: FrozenReference): string[] {
  return gridOf(reference)
    .layouts.filter(({ kind, feature }) => kind === 'categorical' && feature.source === 'feature')
    .map(({ feature }) => feature.name);
}
