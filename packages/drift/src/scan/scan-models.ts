import type { Grid } from '../grid/grid.ts';
import { ByteWords, hashBytes } from './byte-words.ts';
import { createScanPlan, type ScanPlan } from './scan-plan.ts';

/** The models whose events a scanner reads, found by the bytes of their ids; plans are made when first needed. */
export class ScanModels {
  readonly #models: readonly { id: string; grid: Grid | null }[];
  readonly #words: ByteWords;
  readonly #plans: (ScanPlan | null | undefined)[];
  #last = 0;

  constructor(models: readonly { id: string; grid: Grid | null }[]) {
    this.#models = models;
    this.#words = new ByteWords(models.map(({ id }) => id));
    this.#plans = models.map(() => undefined);
  }

  /** The plan of the model that was found last: a guess at the next. */
  get last(): ScanPlan | null {
    return this.#plan(this.#last);
  }

  /** Null when there is no such model, or none that the scanner can count. */
  find(bytes: Uint8Array, from: number, to: number): ScanPlan | null {
    if (this.#models.length === 0) return null;
    if (!this.#words.equals(this.#last, bytes, from, to)) {
      const index = this.#words.find(bytes, from, to, hashBytes(bytes, from, to));
      if (index < 0) return null;
      this.#last = index;
    }
    return this.#plan(this.#last);
  }

  #plan(index: number): ScanPlan | null {
    const known = this.#plans[index];
    if (known !== undefined) return known;
    const model = this.#models[index];
    const plan = model === undefined ? null : createScanPlan(model.id, model.grid);
    this.#plans[index] = plan;
    return plan;
  }
}
