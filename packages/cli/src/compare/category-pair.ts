import { categoricalSampleInput, categoricalSide, METRICS } from '@leeway/drift';
import type { MetricReader, SideCounts } from './feature-comparison.ts';

/** Most categories that are counted by name, on either side. */
export const MOST_CATEGORIES = 100_000;
/** V8 keeps the text that a longer piece was cut from. */
const SLICED_FROM = 13;

type Side = { counts: Map<string, number>; n: number; missing: number };

function count(side: Side, category: string | null): void {
  side.n += 1;
  if (category === null) {
    side.missing += 1;
    return;
  }
  const before = side.counts.get(category);
  if (before !== undefined) side.counts.set(category, before + 1);
  else if (side.counts.size <= MOST_CATEGORIES)
    side.counts.set(category.length < SLICED_FROM ? category : Buffer.from(category).toString(), 1);
}

/** The categories of one feature in both files; a null stands for a row without one. */
export class CategoryPair {
  readonly #reference: Side = { counts: new Map(), n: 0, missing: 0 };
  readonly #current: Side = { counts: new Map(), n: 0, missing: 0 };
  readonly form = 'exact';

  addReference(category: string | null): void {
    count(this.#reference, category);
  }

  addCurrent(category: string | null): void {
    count(this.#current, category);
  }

  counts(): { reference: SideCounts; current: SideCounts } {
    const of = ({ n, missing }: Side): SideCounts => ({ n, missing });
    return { reference: of(this.#reference), current: of(this.#current) };
  }

  reader(): MetricReader {
    const input = categoricalSampleInput(
      categoricalSide(this.#reference.counts, this.#reference.missing),
      categoricalSide(this.#current.counts, this.#current.missing),
    );
    const tooMany = [this.#reference, this.#current].some(({ counts }) => counts.size > MOST_CATEGORIES);
    if (!tooMany) return (id) => METRICS[id].fromSamples(input);
    const reason = `there are more than ${MOST_CATEGORIES} categories`;
    const { missing, n } = this.#current;
    const baseline = this.#reference.missing / Math.max(1, this.#reference.n);
    return (id) =>
      id === 'missingRate' && n > 0
        ? { state: 'measured', value: missing / n, baseline }
        : { state: 'undefined', reason };
  }
}
