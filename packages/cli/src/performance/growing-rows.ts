import type { PerformanceRow } from './row-columns.ts';

/** Columns of numbers that grow, nine bytes and a bit a row. */
export class GrowingRows {
  length = 0;
  scores: Float64Array = new Float64Array(1_024);
  labels: Uint8Array = new Uint8Array(1_024);
  answers: Uint8Array = new Uint8Array(1_024);

  /** Absent values are told by the caller, who keeps rows of each kind apart. */
  add({ score, label, answer }: { [Key in keyof PerformanceRow]: number }): void {
    if (this.length === this.scores.length) this.#grow();
    this.scores[this.length] = score;
    this.labels[this.length] = label;
    this.answers[this.length] = answer;
    this.length += 1;
  }

  clear(): void {
    this.length = 0;
  }

  /** The rows so far; valid until the next `add`. */
  view(): { scores: Float64Array; labels: Uint8Array; answers: Uint8Array } {
    const { length } = this;
    return {
      scores: this.scores.subarray(0, length),
      labels: this.labels.subarray(0, length),
      answers: this.answers.subarray(0, length),
    };
  }

  #grow(): void {
    const capacity = this.scores.length * 2;
    const scores = new Float64Array(capacity);
    const labels = new Uint8Array(capacity);
    const answers = new Uint8Array(capacity);
    scores.set(this.scores);
    labels.set(this.labels);
    answers.set(this.answers);
    [this.scores, this.labels, this.answers] = [scores, labels, answers];
  }
}
