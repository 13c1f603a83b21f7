/** Categories that are remembered by name; above twice as many the rarest are forgotten. */
export const REMEMBERED_CATEGORIES = 10_000;

/**
 * How often each category occurs, in bounded memory. Exact up to 20,000 categories; beyond, counts are lowered as in
 * Misra & Gries (1982) until 10,000 are left, each then too low by at most `countError` rows.
 */
export class CategorySample {
  #counts = new Map<string, number>();
  #total = 0;
  #countError = 0;

  add(category: string): void {
    this.#total += 1;
    this.#counts.set(category, (this.#counts.get(category) ?? 0) + 1);
    if (this.#counts.size > 2 * REMEMBERED_CATEGORIES) this.#forgetRarest();
  }

  get total(): number {
    return this.#total;
  }

  /** Some categories were forgotten: an unseen one can no longer be told from a forgotten one. */
  get saturated(): boolean {
    return this.#countError > 0 || this.#counts.size > REMEMBERED_CATEGORIES;
  }

  /** Categories that are kept in memory. */
  get retained(): number {
    return this.#counts.size;
  }

  get countError(): number {
    return this.#countError;
  }

  /** Most frequent first, equal ones by code unit, so that the order of rows does not matter. */
  ranked(): { category: string; count: number }[] {
    return [...this.#counts]
      .map(([category, count]) => ({ category, count }))
      .toSorted((a, b) => b.count - a.count || (a.category < b.category ? -1 : 1));
  }

  #forgetRarest(): void {
    const threshold = this.ranked()[REMEMBERED_CATEGORIES]?.count ?? 0;
    this.#countError += threshold;
    for (const [category, count] of this.#counts) {
      if (count > threshold) this.#counts.set(category, count - threshold);
      else this.#counts.delete(category);
    }
  }
}
