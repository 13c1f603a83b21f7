import type { PredictionEvent } from '@leeway/contracts';
import { cellOfCategory, countEvent, type CountableEvent, type Grid, type Pane } from '@leeway/drift';
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

  unknownFeatures(known: ReadonlySet<string>): string[] | null {
    let names: string[] | null = null;
    for (const name in this.#event.features) if (!known.has(name)) (names ??= []).push(name);
    return names;
  }
}
