import type { Confusion } from '../binary/confusion.ts';
import { clippedLog } from '../binary/probability-metrics.ts';
import { tableTotals, type ScoreTable } from '../score-table.ts';
import type { EstimatedMetricId } from './estimated-metrics.ts';
import type { Deviation } from './ranking-deviation.ts';
import { resampledDeviations } from './resample.ts';

/** By metric, what its sampling error is made of; null where the reference cannot say. */
export type Deviations = Record<EstimatedMetricId, Deviation | null>;

/** Standard deviation of a 0/1 variable with `part` ones among `whole`. */
function indicator(part: number, whole: number): number {
  return whole === 0 ? 0 : Math.sqrt((part / whole) * (1 - part / whole));
}

function ofAnswers({ tp, fp, tn, fn }: Confusion): Omit<Deviations, RankedId> {
  const n = tp + fp + tn + fn;
  const over = (std: number, rows: number): Deviation | null => (rows === 0 ? null : { std, fraction: rows / n });
  const relevant = tp + fp + fn;
  const factor = relevant / (tp + 0.5 * (fp + fn));
  return {
    accuracy: over(indicator(tp + tn, n), n),
    precision: over(indicator(tp, tp + fp), tp + fp),
    recall: over(indicator(tp, tp + fn), tp + fn),
    specificity: over(indicator(tn, tn + fp), tn + fp),
    f1: over(factor * indicator(tp, relevant), relevant),
    tp: over(indicator(tp, n), n),
    fp: over(indicator(fp, n), n),
    tn: over(indicator(tn, n), n),
    fn: over(indicator(fn, n), n),
  };
}

type RankedId = 'rocAuc' | 'averagePrecision' | 'logLoss' | 'brier' | 'ece';

/** Standard deviation of a loss over the rows of the reference. */
function lossDeviation(table: ScoreTable, loss: (truth: number) => number): Deviation | null {
  const { n } = tableTotals(table);
  let [sum, squares] = [0, 0];
  for (let cell = 0; cell < table.scores.length; cell += 1) {
    const score = table.scores[cell] ?? 0;
    const [p, q] = [table.positives[cell] ?? 0, table.negatives[cell] ?? 0];
    if (p > 0) [sum, squares] = [sum + p * loss(score), squares + p * loss(score) ** 2];
    if (q > 0) [sum, squares] = [sum + q * loss(1 - score), squares + q * loss(1 - score) ** 2];
  }
  const std = Math.sqrt(Math.max(0, squares / n - (sum / n) ** 2));
  return Number.isFinite(std) ? { std, fraction: 1 } : null;
}

/**
 * What the sampling errors of estimates are made of, from the labelled reference: the spread of each metric's
 * observation-level form. Source: NannyML 0.13 for all but log loss, Brier score and calibration error, which it does
 * not estimate. `ranking` is the spread of the AUC, taken from rows in their order.
 */
export function deviationsOf(table: ScoreTable, answers: Confusion, ranking: Deviation | null): Deviations {
  const { averagePrecision, ece } = resampledDeviations(table);
  return {
    rocAuc: ranking,
    averagePrecision,
    ...ofAnswers(answers),
    logLoss: lossDeviation(table, clippedLog),
    brier: lossDeviation(table, (truth) => (1 - truth) * (1 - truth)),
    ece,
  };
}
