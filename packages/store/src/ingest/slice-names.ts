import type { CategoricalLayout } from '@leeway/drift';

/** Slices a model can have: the commonest categories of the reference, which come first in its grid. */
const MAX_SLICES = 10;

/** Names of a feature's slices as panes carry them, in the order of its categories. */
export function sliceNames({ feature }: CategoricalLayout): string[] {
  return feature.categories.slice(0, MAX_SLICES).map((category) => `${feature.name}=${category}`);
}
