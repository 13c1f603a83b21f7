import type { DecodedPrediction } from '@leeway/contracts';
import { classText } from '@leeway/services';
import { eventFingerprint } from '../../ingest/event-fingerprint.ts';
import { FingerprintIndex } from './fingerprint-index.ts';

/** Different answers, and labels, that are told apart; of more, only the positive class is. */
const MAX_TEXTS = 65_000;

type Answer = Pick<DecodedPrediction, 'score' | 'prediction' | 'status' | 'latencyMs'>;
export type SpooledRow = DecodedPrediction & { label?: string };

/** Numbers texts from 1 on; 0 = none. */
class Texts {
  readonly #numbers = new Map<string, number>();
  readonly #texts: string[] = [''];

  put(text: string): number {
    const known = this.#numbers.get(text);
    if (known !== undefined) return known;
    if (this.#texts.length > MAX_TEXTS) return 0;
    this.#numbers.set(text, this.#texts.length);
    return this.#texts.push(text) - 1;
  }

  get(number: number): string | undefined {
    return number === 0 ? undefined : this.#texts[number];
  }
}

/**
 * What is told of a row in other messages: its answer, where requests and answers are messages of their own, and its
 * label. About 40 bytes a row, whatever its features.
 */
export class LateAnswers {
  readonly #ids = new FingerprintIndex();
  readonly #labels = new Texts();
  readonly #answers = new Texts();
  #labelOf = new Uint16Array(1_024);
  #answerOf = new Uint16Array(1_024);
  #labelled = 0;

  /** The positive class is always told apart. */
  constructor(positiveClass: string) {
    this.#labels.put(classText(positiveClass));
  }

  /** Rows that have got a label. */
  get labelled(): number {
    return this.#labelled;
  }

  /** That there is such a row: labels of others are not kept. */
  know(id: string): number {
    const number = this.#ids.put(eventFingerprint(id));
    if (number >= this.#labelOf.length) {
      this.#labelOf = grown(this.#labelOf);
      this.#answerOf = grown(this.#answerOf);
    }
    return number;
  }

  answer(id: string, { score, prediction, status, latencyMs }: Answer): void {
    const number = this.know(id);
    this.#answerOf[number] = this.#answers.put(JSON.stringify({ score, prediction, status, latencyMs }));
  }

  label(id: string, label: string | number | boolean): void {
    const number = this.#ids.find(eventFingerprint(id));
    if (number < 0) return;
    if (this.#labelOf[number] === 0) this.#labelled += 1;
    // Beyond what can be told apart it is at least known that it is not the positive class.
    this.#labelOf[number] = this.#labels.put(classText(label)) || MAX_TEXTS + 1;
  }

  /** The row with what was told of it. */
  join(row: SpooledRow): SpooledRow {
    const number = this.#ids.find(eventFingerprint(row.id));
    if (number < 0) return row;
    const label = this.#labelOf[number] ?? 0;
    const answer = this.#answers.get(this.#answerOf[number] ?? 0);
    return {
      ...row,
      ...(answer === undefined ? {} : (JSON.parse(answer) as Answer)),
      ...(label === 0 ? {} : { label: this.#labels.get(label) ?? '(another)' }),
    };
  }
}

function grown(numbers: Uint16Array<ArrayBuffer>): Uint16Array<ArrayBuffer> {
  const larger = new Uint16Array(numbers.length * 2);
  larger.set(numbers);
  return larger;
}
