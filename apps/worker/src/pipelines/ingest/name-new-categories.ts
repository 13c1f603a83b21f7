import { addNewCategory, type NewCategory } from '@leeway/drift';
import type { PaneDelta } from '@leeway/store';
import type { PartitionDelta } from './partition-delta.ts';

/** Notes what an event's new categories are called, beside the pane that counts them. Few events have any. */
export function nameNewCategories(delta: PartitionDelta, pane: PaneDelta, fresh: readonly NewCategory[]): void {
  if (pane.newCategories === undefined) {
    pane.newCategories = new Map();
    delta.namedPanes += 1;
  }
  for (const one of fresh) addNewCategory(pane.newCategories, one);
}
