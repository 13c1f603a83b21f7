import {
  addConfusion,
  answeredScores,
  binaryPerformance,
  confusionOf,
  emptyConfusion,
  estimatePerformance,
  RunningScoreTable,
  scoreTableOf,
  type Confusion,
  type PerformanceEstimator,
  type ScoreTable,
} from '@leeway/drift';
import { GrowingRows } from './growing-rows.ts';
import { estimatedNumbers, numbersOf, type EstimatedNumber, type Numbers } from './metric-numbers.ts';
import type { PerformanceRow } from './row-columns.ts';

export type Measured = {
  realized: Numbers;
  /** Why a value is null, or which convention gave it; only where there is something to say. */
  reasons?: Record<string, string>;
  estimated?: Record<string, EstimatedNumber>;
};

/** `start` and `end` are the first and last row, from 0, the last one included. */
export type ChunkReport = { start: number; end: number; labelled: number } & Measured;

function measured(
  labelled: ScoreTable,
  confusion: Confusion,
  answered: ScoreTable,
  estimator: PerformanceEstimator | undefined,
): Measured {
  const { values, reasons } = numbersOf(binaryPerformance({ table: labelled, confusion }));
  const report: Measured = { realized: values };
  if (Object.keys(reasons).length > 0) report.reasons = reasons;
  if (estimator !== undefined)
    report.estimated = estimatedNumbers(estimatePerformance(estimator, answeredScores(answered)));
  return report;
}

/** Counts rows into chunks of equal size, the last of what is left, and into one whole. */
export class PerformanceReport {
  readonly chunks: ChunkReport[] = [];
  rows = 0;
  labelled = 0;
  readonly #chunkRows: number;
  readonly #estimator: PerformanceEstimator | undefined;
  /** Rows of the chunk with score and label, with answer and label, with score and answer. */
  readonly #scored = new GrowingRows();
  readonly #judged = new GrowingRows();
  readonly #answered = new GrowingRows();
  readonly #total = { scored: new RunningScoreTable(), confusion: emptyConfusion(), answered: new RunningScoreTable() };
  #start = 0;
  #chunkLabelled = 0;

  constructor(chunkRows: number, estimator: PerformanceEstimator | undefined) {
    this.#chunkRows = chunkRows;
    this.#estimator = estimator;
  }

  add({ label, score, answer }: PerformanceRow): void {
    if (label !== null) this.#chunkLabelled += 1;
    if (label !== null && score !== null) this.#scored.add({ label, score, answer: 0 });
    if (label !== null && answer !== null) this.#judged.add({ label, score: 0, answer });
    if (score !== null && answer !== null && this.#estimator !== undefined)
      this.#answered.add({ label: 0, score, answer });
    this.rows += 1;
    if (this.rows - this.#start === this.#chunkRows) this.#close();
  }

  /** The whole, once all rows were added. */
  end(): Measured {
    if (this.rows > this.#start) this.#close();
    const { scored, confusion, answered } = this.#total;
    return measured(scored.total(), confusion, answered.total(), this.#estimator);
  }

  #close(): void {
    const [scored, judged, answered] = [this.#scored.view(), this.#judged.view(), this.#answered.view()];
    const table = scoreTableOf(scored.scores, scored.labels);
    const confusion = confusionOf(judged.labels, judged.answers);
    const answers = scoreTableOf(answered.scores, answered.answers);
    this.chunks.push({
      start: this.#start,
      end: this.rows - 1,
      labelled: this.#chunkLabelled,
      ...measured(table, confusion, answers, this.#estimator),
    });
    this.#total.scored.add(table);
    this.#total.answered.add(answers);
    addConfusion(this.#total.confusion, confusion);
    this.labelled += this.#chunkLabelled;
    this.#start = this.rows;
    this.#chunkLabelled = 0;
    for (const rows of [this.#scored, this.#judged, this.#answered]) rows.clear();
  }
}
