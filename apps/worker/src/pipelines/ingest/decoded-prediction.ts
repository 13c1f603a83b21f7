import type { PredictionEvent } from '@leeway/contracts';
import {
  cellOfCategory,
  countEvent,
  newCategoryOf,
  type CountableEvent,
  type Grid,
  type NewCategory,
  type Pane,
} from '@leeway/drift';
import type { CountablePrediction } from './countable-prediction.ts';
import type { Slicing } from './slicing.ts';

type Decoded = PredictionEvent & Pick<CountableEvent, 'part'>;

/** A prediction that was parsed and checked as a whole. */
export class DecodedPrediction implements CountablePrediction {
  readonly #event: Decoded;

  constructor(event: Decoded) {
    this.#event = event;
  }

  get modelId(): string {
    return this.#event.model;
  }

  get eventId(): string {
    return this.#event.id;
  }

  /** A request and its answer share an id without being the same event. */
  get dedupId(): string {
    const { id, part } = this.#event;
    return part === 'outputs' ? `${id}\u0000outputs` : id;
  }

  get timeMs(): number {
    return this.#event.time;
  }

  get version(): string {
    return this.#event.version;
  }

  get hasFailed(): boolean {
    return this.#event.status === 'error';
  }

  get score(): number | null {
    return this.#event.score ?? null;
  }

  get prediction(): string | number | boolean | null {
    return this.#event.prediction ?? null;
  }

  countInto(pane: Pane, grid: Grid): void {
    countEvent(pane, grid, this.#event);
  }

  sliceOf({ layout, names }: Slicing): string | null {
    const { features } = this.#event;
    const raw = Object.hasOwn(features, layout.key) ? features[layout.key] : undefined;
    return names[cellOfCategory(layout, raw)] ?? null;
  }

  newCategories(grid: Grid): NewCategory[] | null {
    const { features, prediction, part } = this.#event;
    let found: NewCategory[] | null = null;
    for (const layout of grid.layouts) {
      if (layout.kind !== 'categorical') continue;
      const isFeature = layout.feature.source === 'feature';
      // Only what is counted: a request and its answer each carry their part.
      if (part !== undefined && isFeature !== (part === 'inputs')) continue;
      const raw = !isFeature ? prediction : Object.hasOwn(features, layout.key) ? features[layout.key] : undefined;
      const name = newCategoryOf(layout, raw);
      if (name !== null) (found ??= []).push({ feature: layout.feature.name, name });
    }
    return found;
  }

  unknownFeatures(known: ReadonlySet<string>): string[] | null {
    let names: string[] | null = null;
    for (const name in this.#event.features) if (!known.has(name)) (names ??= []).push(name);
    return names;
  }
}
