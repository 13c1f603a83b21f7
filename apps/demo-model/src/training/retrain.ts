import type { FeatureVector } from '../data/census-table.ts';
import type { Census } from '../data/load-census.ts';
import { seededRandom } from '../random/seeded-random.ts';
import { shuffledRows } from '../random/shuffled-rows.ts';
import { servedLabel, servedVector, type Population, type ServedRow } from '../serving/served-row.ts';
import { rocAuc } from './roc-auc.ts';
import { scoreVector, trainModel, type TrainedModel } from './trained-model.ts';

const FEWEST_ROWS = 200;
const FEWEST_OF_A_CLASS = 20;
/** Of each population at most this share is learnt from, so that the rest can be served to the new version unseen. */
const LARGEST_SHARE_OF_POPULATION = 0.5;
const HELD_OUT_SHARE = 0.2;

export type Retraining =
  | { kind: 'refused'; reason: string }
  | { kind: 'trained'; model: TrainedModel; rows: ServedRow[]; check: HoldOutCheck };

/** AUC on a fifth of the rows, of a model trained on the other four fifths and of the one that served before. */
export type HoldOutCheck = { rows: number; aucNew: number; aucOld: number };

type Example = { row: ServedRow; vector: FeatureVector; label: 0 | 1 };

/** Trains on the newest labelled records as they were served, each record once. */
export function retrain(input: {
  census: Census;
  labelled: readonly ServedRow[];
  recentRows: number;
  /** The model that served so far, to compare with. */
  before: TrainedModel;
  seed: number;
}): Retraining {
  const { census, labelled, recentRows, before, seed } = input;
  const rows = newestDistinct(census, labelled, recentRows);
  const examples = rows.map((row) => ({ row, vector: servedVector(census, row), label: servedLabel(census, row) }));
  const positives = examples.filter(({ label }) => label === 1).length;
  if (rows.length < FEWEST_ROWS)
    return { kind: 'refused', reason: `${rows.length} labelled rows so far, at least ${FEWEST_ROWS} are needed` };
  if (Math.min(positives, rows.length - positives) < FEWEST_OF_A_CLASS)
    return { kind: 'refused', reason: `${positives} of ${rows.length} labels are positive, which is too one-sided` };
  return { kind: 'trained', model: trainOn(examples), rows, check: holdOutCheck(examples, before, seed) };
}

function holdOutCheck(examples: readonly Example[], before: TrainedModel, seed: number): HoldOutCheck {
  const heldOutRows = Math.floor(examples.length * HELD_OUT_SHARE);
  const order = shuffledRows(examples.length, seededRandom(seed));
  const isHeldOut = new Uint8Array(examples.length);
  for (const place of order.subarray(0, heldOutRows)) isHeldOut[place] = 1;
  const heldOut = examples.filter((_, place) => isHeldOut[place] === 1);
  const trial = trainOn(examples.filter((_, place) => isHeldOut[place] === 0));
  const auc = (model: TrainedModel): number =>
    rocAuc(
      Float64Array.from(heldOut, ({ vector }) => scoreVector(model, vector)),
      Uint8Array.from(heldOut, ({ label }) => label),
    );
  return { rows: heldOutRows, aucNew: auc(trial), aucOld: auc(before) };
}

function trainOn(examples: readonly Example[]): TrainedModel {
  return trainModel(
    examples.map(({ vector }) => vector),
    Uint8Array.from(examples, ({ label }) => label),
  );
}

function newestDistinct(census: Census, labelled: readonly ServedRow[], most: number): ServedRow[] {
  const seen: Record<Population, Set<number>> = { calm: new Set(), groupQuarters: new Set() };
  const rows: ServedRow[] = [];
  for (let at = labelled.length - 1; at >= 0 && rows.length < most; at -= 1) {
    const row = labelled[at];
    if (row === undefined || seen[row.population].has(row.row)) continue;
    if (seen[row.population].size >= census[row.population].rows * LARGEST_SHARE_OF_POPULATION) continue;
    seen[row.population].add(row.row);
    rows.push(row);
  }
  return rows.toReversed();
}
