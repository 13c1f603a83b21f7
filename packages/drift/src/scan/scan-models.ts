import type { Grid } from '../grid/grid.ts';
import { ByteWords, hashBytes } from './byte-words.ts';
import { scanPlanOf, type ScanPlan } from './scan-plan.ts';

/** A model as the scanner found it; `plan` is null where the scanner can't count its events. */
export type ScanModel = { id: string; plan: ScanPlan | null };

/** The models whose events a scanner reads, found by the bytes of their ids. */
export class ScanModels {
  readonly #models: readonly { id: string; grid: Grid | null }[];
  readonly #words: ByteWords;
  readonly #found: (ScanModel | undefined)[];
  #last = 0;

  constructor(models: readonly { id: string; grid: Grid | null }[]) {
    this.#models = models;
    this.#words = new ByteWords(models.map(({ id }) => id));
    this.#found = models.map(() => undefined);
  }

  /** The model that was found last: a guess at the next. */
  get last(): ScanModel | null {
    return this.#models.length === 0 ? null : this.#at(this.#last);
  }

  /** Null when there is no such model. */
  find(bytes: Uint8Array, from: number, to: number): ScanModel | null {
    if (this.#models.length === 0) return null;
    if (!this.#words.equals(this.#last, bytes, from, to)) {
      const index = this.#words.find(bytes, from, to, hashBytes(bytes, from, to));
      if (index < 0) return null;
      this.#last = index;
    }
    return this.#at(this.#last);
  }

  #at(index: number): ScanModel | null {
    const known = this.#found[index];
    if (known !== undefined) return known;
    const model = this.#models[index];
    if (model === undefined) return null;
    const found = { id: model.id, plan: scanPlanOf(model.grid) };
    this.#found[index] = found;
    return found;
  }
}
