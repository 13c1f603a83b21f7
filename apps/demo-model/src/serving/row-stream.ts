import { seededRandom } from '../random/seeded-random.ts';
import { shuffledRows } from '../random/shuffled-rows.ts';

export type RowStream = {
  /** The next record that may be served; over and over. */
  next(mayServe: (row: number) => boolean): number;
};

/** Records in an order drawn by the seed, a new order for each round. */
export function shuffledStream(rows: number, seed: number): RowStream {
  return cycling((round) => shuffledRows(rows, seededRandom(seed + round)));
}

function cycling(orderOf: (round: number) => Uint32Array): RowStream {
  let round = 0;
  let order = orderOf(round);
  let at = 0;
  return {
    next(mayServe) {
      // Two rounds see every record; with none allowed the filter is wrong, not the data.
      for (let tries = 0; tries <= 2 * order.length; tries += 1) {
        if (at >= order.length) {
          round += 1;
          order = orderOf(round);
          at = 0;
        }
        const row = order[at++] ?? 0;
        if (mayServe(row)) return row;
      }
      throw new RangeError('no record may be served');
    },
  };
}
