/**
 * How many positives and negatives had each score, ascending. A cell that stands for several scores holds them within
 * [low, high]; where both equal the score nothing is lost.
 */
export type ScoreTable = {
  readonly scores: Float64Array;
  readonly low: Float64Array;
  readonly high: Float64Array;
  readonly positives: Float64Array;
  readonly negatives: Float64Array;
};

/** Labelled scores as a table, exact. Neither the order nor how rows were split matters. Scores must not be NaN. */
export function scoreTableOf(scores: Float64Array, labels: Uint8Array): ScoreTable {
  const positive: number[] = [];
  const negative: number[] = [];
  for (let i = 0; i < scores.length; i += 1) (labels[i] === 1 ? positive : negative).push(scores[i] ?? 0);
  return tableOfClasses(Float64Array.from(positive).toSorted(), Float64Array.from(negative).toSorted());
}

function tableOfClasses(positive: Float64Array, negative: Float64Array): ScoreTable {
  const length = positive.length + negative.length;
  const [scores, positives, negatives] = [new Float64Array(length), new Float64Array(length), new Float64Array(length)];
  let [p, n, cells] = [0, 0, 0];
  while (p < positive.length || n < negative.length) {
    const score = Math.min(positive[p] ?? Infinity, negative[n] ?? Infinity);
    const [fromP, fromN] = [p, n];
    while (p < positive.length && (positive[p] ?? 0) <= score) p += 1;
    while (n < negative.length && (negative[n] ?? 0) <= score) n += 1;
    scores[cells] = score;
    positives[cells] = p - fromP;
    negatives[cells] = n - fromN;
    cells += 1;
  }
  const exact = scores.slice(0, cells);
  return {
    scores: exact,
    low: exact,
    high: exact,
    positives: positives.slice(0, cells),
    negatives: negatives.slice(0, cells),
  };
}

/** The table of all rows together, from tables in which each cell is one score. */
export function mergeScoreTables(a: ScoreTable, b: ScoreTable): ScoreTable {
  const length = a.scores.length + b.scores.length;
  const merged = {
    scores: new Float64Array(length),
    positives: new Float64Array(length),
    negatives: new Float64Array(length),
  };
  let [i, j, cells] = [0, 0, 0];
  const take = (table: ScoreTable, at: number): void => {
    merged.scores[cells] = table.scores[at] ?? 0;
    for (const part of ['positives', 'negatives'] as const)
      merged[part][cells] = (merged[part][cells] ?? 0) + (table[part][at] ?? 0);
  };
  while (i < a.scores.length || j < b.scores.length) {
    const [x, y] = [a.scores[i] ?? Infinity, b.scores[j] ?? Infinity];
    if (x <= y) take(a, i++);
    if (y <= x) take(b, j++);
    cells += 1;
  }
  const scores = merged.scores.slice(0, cells);
  return {
    scores,
    low: scores,
    high: scores,
    positives: merged.positives.slice(0, cells),
    negatives: merged.negatives.slice(0, cells),
  };
}

export type TableTotals = { positives: number; negatives: number; n: number };

export function tableTotals({ positives, negatives }: ScoreTable): TableTotals {
  let [p, n] = [0, 0];
  for (const count of positives) p += count;
  for (const count of negatives) n += count;
  return { positives: p, negatives: n, n: p + n };
}
