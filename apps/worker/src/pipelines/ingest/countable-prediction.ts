import type { Grid, NewCategory, Pane } from '@leeway/drift';
import type { Slicing } from './slicing.ts';

/** One prediction as counting sees it, whoever read it from the record. Valid until the next one is read. */
export interface CountablePrediction {
  readonly modelId: string;
  readonly eventId: string;
  /** What tells it from others where repeated ones are dropped, unless that is its id. */
  readonly dedupId?: string;
  /** As the event says. */
  readonly timeMs: number;
  readonly version: string;
  readonly hasFailed: boolean;
  readonly score: number | null;
  readonly prediction: string | number | boolean | null;
  /** Counts it into a pane of its model's grid, at the latest when the reader is settled. */
  countInto(pane: Pane, grid: Grid): void;
  /** Name of the slice that it belongs to; null for a value that is not among the commonest. */
  sliceOf(slicing: Slicing): string | null;
  /** Categories that its model's grid does not know. Asked when it was counted. */
  newCategories(grid: Grid): readonly NewCategory[] | null;
  /** Features that it has and its model's reference lacks. */
  unknownFeatures(known: ReadonlySet<string>): Iterable<string> | null;
}
