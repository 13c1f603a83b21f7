const SHOWN = 5;
const REMEMBERED = 50;

/** What became of the messages of a stretch, to tell somebody why there are no rows. */
export class StretchTally {
  messages = 0;
  rows = 0;
  refused = 0;
  #firstMs = Infinity;
  readonly #reasons = new Map<string, number>();
  readonly #others = new Map<string, number>();

  /** Time of the oldest record that holds a row, by its own timestamp. */
  get firstRecordMs(): number | null {
    return Number.isFinite(this.#firstMs) ? this.#firstMs : null;
  }

  row(recordMs: number): void {
    this.rows += 1;
    this.#firstMs = Math.min(this.#firstMs, recordMs);
  }

  refuse(reason: string): void {
    this.refused += 1;
    count(this.#reasons, reason);
  }

  ofOther(model: string): void {
    count(this.#others, model);
  }

  /** Why there are too few rows, and what helps. */
  explain(modelId: string, least: number): string {
    const { messages, rows, refused } = this;
    const read = `${messages.toLocaleString('en')} ${messages === 1 ? 'message was' : 'messages were'} read`;
    if (messages === 0) return 'There are no messages in that stretch: choose another one.';
    const reason = commonest(this.#reasons)[0] ?? '';
    if (refused === messages)
      return `${read}, and none fits the mapping. Most often: ${reason}. Change the mapping until the newest messages decode, then try again.`;
    const others = commonest(this.#others).map((model) => `"${model}"`);
    if (rows === 0 && others.length > 0)
      return `${read}, and none is of the model "${modelId}": they are of ${others.join(', ')}. Correct the model’s id, or what the mapping says it is called in the stream.`;
    const lost =
      refused === 0 ? '' : ` ${refused.toLocaleString('en')} did not fit the mapping, most often: ${reason}.`;
    return `${read} with ${rows} rows of the model "${modelId}"; a reference needs ${least} at least.${lost} Choose a longer stretch.`;
  }
}

function count(counts: Map<string, number>, key: string): void {
  if (counts.has(key) || counts.size < REMEMBERED) counts.set(key, (counts.get(key) ?? 0) + 1);
}

function commonest(counts: ReadonlyMap<string, number>): string[] {
  return [...counts]
    .toSorted(([, a], [, b]) => b - a)
    .slice(0, SHOWN)
    .map(([key]) => key);
}
