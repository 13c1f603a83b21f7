import { textLength, textTokens } from '../grid/text-measure.ts';
import { NumericSample } from './numeric-sample.ts';

/** Strings after which it is decided, once and for all, whether an undeclared column holds text. */
export const TEXT_DECISION_ROWS = 1_000;
/** Fewer strings are categories. */
const MIN_ROWS = 50;
const MIN_DISTINCT_SHARE = 0.9;
/** Of all strings looked at: mean length in code points, and mean number of tokens. Identifiers have one token. */
const MIN_MEAN_LENGTH = 20;
const MIN_MEAN_TOKENS = 3;

/** Long strings, nearly all distinct, of several words: text and not categories. */
export function looksFree(of: { count: number; distinct: number; meanLength: number; meanTokens: number }): boolean {
  return (
    of.count >= MIN_ROWS &&
    of.distinct >= MIN_DISTINCT_SHARE * of.count &&
    of.meanLength >= MIN_MEAN_LENGTH &&
    of.meanTokens >= MIN_MEAN_TOKENS
  );
}

/** Length and tokens of the strings of one column, and whether they read like free text. */
export class TextSample {
  readonly length = new NumericSample();
  readonly tokens = new NumericSample();
  /** What is told apart until it is decided. */
  readonly #distinct = new Set<string>();

  add(text: string): void {
    if (this.length.count < TEXT_DECISION_ROWS) this.#distinct.add(text.slice(0, 200));
    else this.#distinct.clear();
    this.length.add(textLength(text));
    this.tokens.add(textTokens(text));
  }

  get count(): number {
    return this.length.count;
  }

  /** Asked of the first 1,000 strings at most. */
  get looksFree(): boolean {
    const { count } = this;
    const [meanLength, meanTokens] = [this.length.mean ?? 0, this.tokens.mean ?? 0];
    return looksFree({ count, distinct: this.#distinct.size, meanLength, meanTokens });
  }
}
