import type { EventScanner, Grid, NewCategory, Pane } from '@leeway/drift';
import type { CountablePrediction } from './countable-prediction.ts';
import type { Slicing } from './slicing.ts';

/** The prediction that a scanner read last. One object for all of them. */
export class ScannedPrediction implements CountablePrediction {
  readonly #scanner: EventScanner;

  constructor(scanner: EventScanner) {
    this.#scanner = scanner;
  }

  get modelId(): string {
    return this.#scanner.model?.id ?? '';
  }

  get eventId(): string {
    return this.#scanner.fields.id;
  }

  get timeMs(): number {
    return this.#scanner.fields.timeMs;
  }

  get version(): string {
    return this.#scanner.fields.version;
  }

  get hasFailed(): boolean {
    return this.#scanner.fields.hasFailed;
  }

  get score(): number | null {
    return this.#scanner.fields.score ?? null;
  }

  get prediction(): string | number | boolean | null {
    return this.#scanner.fields.prediction ?? null;
  }

  countInto(pane: Pane, _grid: Grid): void {
    this.#scanner.count(pane);
  }

  sliceOf({ layout, names }: Slicing): string | null {
    const cell = this.#scanner.cellOf(layout.index);
    return cell === undefined ? null : (names[cell] ?? null);
  }

  newCategories(_grid: Grid): readonly NewCategory[] | null {
    return this.#scanner.newCategories();
  }

  unknownFeatures(_known: ReadonlySet<string>): Iterable<string> | null {
    return this.#scanner.unknownFeatures();
  }
}
