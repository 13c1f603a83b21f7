import { MersenneTwister } from '../../detectors/mersenne-twister.ts';
import { BINARY_METRICS } from '../binary/index.ts';
import { calibrate, fitIsotonic } from '../calibration/isotonic.ts';
import { scoreTableOf } from '../score-table.ts';
import { stratifiedSplits } from './stratified-splits.ts';

const SPLITS = 10;
const BINS = 10;
const SEED = 42;
const SEPARATED = 0.999;
const MIN_ROWS = 20;

export type CalibrationDecision = {
  needed: boolean;
  reason: string;
  /** Calibration error of held-out rows, raw and calibrated; null where it was not asked. */
  before: number | null;
  after: number | null;
};

/** Calibration error over bins of equally many rows, sorted by score; equal scores stay in the order given. */
function binnedError(scores: readonly number[], labels: readonly number[]): number {
  const n = scores.length;
  const bins = n <= 2 * BINS ? Math.floor(n / 2) : BINS;
  const width = Math.floor(n / bins);
  const edges = Array.from({ length: Math.floor(n / width) + 1 }, (_, i) => i * width);
  edges[edges.length - 1] = n;
  const order = Uint32Array.from(scores.keys()).toSorted((a, b) => (scores[a] ?? 0) - (scores[b] ?? 0) || a - b);
  let error = 0;
  for (let bin = 0; bin + 1 < edges.length; bin += 1) {
    const rows = order.subarray(edges[bin], edges[bin + 1]);
    let difference = 0;
    for (const row of rows) difference += ((scores[row] ?? 0) - (labels[row] ?? 0)) / rows.length;
    error += (rows.length / n) * Math.abs(difference);
  }
  return error;
}

function decision(needed: boolean, reason: string): CalibrationDecision {
  return { needed, reason, before: null, after: null };
}

/**
 * Whether scores need calibration before performance is estimated from them: ten stratified splits hold out a tenth
 * each; isotonic calibration is used when it lowers the calibration error of all held-out rows together. Never with one
 * class or an AUC above 0.999. Source: NannyML 0.13, `needs_calibration`; the splits are drawn as NumPy draws them with
 * seed 42. With fewer than 20 rows, or fewer than two of a class, nothing can be held out: not calibrated.
 */
export function needsCalibration(scores: Float64Array, labels: Uint8Array): CalibrationDecision {
  const positives = labels.reduce((sum, label) => sum + label, 0);
  const rarer = Math.min(positives, labels.length - positives);
  if (rarer === 0) return decision(false, 'the reference has one class only');
  const auc = BINARY_METRICS.rocAuc.read({ table: scoreTableOf(scores, labels), confusion: null });
  if (auc.state === 'measured' && auc.value > SEPARATED) return decision(false, 'the scores separate the classes');
  if (rarer < 2 || labels.length < MIN_ROWS) return decision(false, 'the reference is too small to hold rows out');
  const held: { raw: number[]; calibrated: number[]; labels: number[] } = { raw: [], calibrated: [], labels: [] };
  for (const { train, test } of stratifiedSplits(labels, SPLITS, MersenneTwister.ofNumpySeed(SEED))) {
    const curve = fitIsotonic(
      scoreTableOf(
        Float64Array.from(train, (row) => scores[row] ?? 0),
        Uint8Array.from(train, (row) => labels[row] ?? 0),
      ),
    );
    for (const row of test) {
      const score = scores[row] ?? 0;
      held.raw.push(score);
      held.calibrated.push(curve === null ? score : calibrate(curve, score));
      held.labels.push(labels[row] ?? 0);
    }
  }
  const before = binnedError(held.raw, held.labels);
  const after = binnedError(held.calibrated, held.labels);
  const needed = before > after;
  return { needed, reason: `held-out calibration error ${needed ? 'falls' : 'does not fall'}`, before, after };
}
