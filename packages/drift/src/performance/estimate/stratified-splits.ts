import type { MersenneTwister } from '../../detectors/mersenne-twister.ts';
import { numpyPermutation, numpyShuffle } from './numpy-shuffle.ts';

export type Split = { train: Uint32Array; test: Uint32Array };

/** How many of each class make up `draws` of all rows: in proportion, rounding by the largest remainder, ties drawn. */
function sharesOf(counts: readonly number[], draws: number, random: MersenneTwister): number[] {
  const total = counts.reduce((sum, count) => sum + count, 0);
  const exact = counts.map((count) => (count / total) * draws);
  const shares = exact.map(Math.floor);
  let missing = Math.trunc(draws - shares.reduce((sum, share) => sum + share, 0));
  const remainders = exact.map((value, i) => value - (shares[i] ?? 0));
  const distinct = [...new Set(remainders)].toSorted((a, b) => b - a);
  for (const remainder of missing > 0 ? distinct : []) {
    const tied = remainders.flatMap((value, i) => (value === remainder ? [i] : []));
    const chosen = numpyPermutation(random, tied.length).slice(0, Math.min(tied.length, missing));
    for (const at of chosen) shares[tied[at] ?? 0] = (shares[tied[at] ?? 0] ?? 0) + 1;
    missing -= chosen.length;
    if (missing === 0) break;
  }
  return shares;
}

/**
 * `StratifiedShuffleSplit(n_splits, test_size=0.1)` of scikit-learn 1.9 on two classes, draw for draw: with a generator
 * of the same seed the same rows are held out. Each class needs two rows.
 */
export function* stratifiedSplits(labels: Uint8Array, splits: number, random: MersenneTwister): Generator<Split> {
  const n = labels.length;
  const classes = [0, 1].map((label) => Uint32Array.from([...labels.keys()].filter((row) => labels[row] === label)));
  const counts = classes.map(({ length }) => length);
  const testRows = Math.ceil(0.1 * n);
  for (let split = 0; split < splits; split += 1) {
    const inTrain = sharesOf(counts, n - testRows, random);
    const left = counts.map((count, i) => count - (inTrain[i] ?? 0));
    const inTest = sharesOf(left, testRows, random);
    const [train, test]: [number[], number[]] = [[], []];
    for (const [i, rows] of classes.entries()) {
      const order = numpyPermutation(random, rows.length).map((at) => rows[at] ?? 0);
      const cut = inTrain[i] ?? 0;
      for (const row of order.subarray(0, cut)) train.push(row);
      for (const row of order.subarray(cut, cut + (inTest[i] ?? 0))) test.push(row);
    }
    yield {
      train: numpyShuffle(random, Uint32Array.from(train)),
      test: numpyShuffle(random, Uint32Array.from(test)),
    };
  }
}
