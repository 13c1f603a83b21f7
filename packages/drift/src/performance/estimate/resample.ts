import { MersenneTwister } from '../../detectors/mersenne-twister.ts';
import { BINARY_METRICS } from '../binary/index.ts';
import { tableTotals, type ScoreTable } from '../score-table.ts';
import { populationStd, type Deviation } from './ranking-deviation.ts';

const EXPERIMENTS = 50;
const MAX_ROWS = 50_000;
/** Of our own: NannyML draws without a seed, so that its error of average precision differs from run to run. */
const SEED = 42;

function cumulated({ positives, negatives }: ScoreTable): Float64Array {
  const ends = new Float64Array(positives.length * 2);
  let total = 0;
  for (let cell = 0; cell < positives.length; cell += 1) {
    total += positives[cell] ?? 0;
    ends[2 * cell] = total;
    total += negatives[cell] ?? 0;
    ends[2 * cell + 1] = total;
  }
  return ends;
}

/** First index whose end is beyond `at`. */
function slotOf(ends: Float64Array, at: number): number {
  let [low, high] = [0, ends.length - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ends[middle] ?? 0) > at) high = middle;
    else low = middle + 1;
  }
  return low;
}

export type ResampledDeviations = { averagePrecision: Deviation | null; ece: Deviation | null };

/**
 * Spread of metrics that are no means of rows, by drawing 50 times half of the reference (50,000 rows at most) with
 * replacement: std·√(rows drawn), for an error of std/√n. Source: NannyML 0.13 for average precision. The draws have a
 * fixed seed. Null where a metric is undefined in a draw, or with fewer than 2 rows.
 */
export function resampledDeviations(table: ScoreTable): ResampledDeviations {
  const { n } = tableTotals(table);
  const rows = Math.min(Math.floor(n / 2), MAX_ROWS);
  if (rows < 1) return { averagePrecision: null, ece: null };
  const ends = cumulated(table);
  const random = MersenneTwister.ofNumpySeed(SEED);
  const values = { averagePrecision: new Float64Array(EXPERIMENTS), ece: new Float64Array(EXPERIMENTS) };
  for (let experiment = 0; experiment < EXPERIMENTS; experiment += 1) {
    const drawn = {
      ...table,
      positives: new Float64Array(table.scores.length),
      negatives: new Float64Array(table.scores.length),
    };
    for (let row = 0; row < rows; row += 1) {
      const slot = slotOf(ends, (random.uint32() / 2 ** 32) * n);
      const side = slot % 2 === 0 ? drawn.positives : drawn.negatives;
      side[slot >> 1] = (side[slot >> 1] ?? 0) + 1;
    }
    for (const id of ['averagePrecision', 'ece'] as const) {
      const reading = BINARY_METRICS[id].read({ table: drawn, confusion: null });
      values[id][experiment] = reading.state === 'measured' ? reading.value : Number.NaN;
    }
  }
  const deviation = (results: Float64Array): Deviation | null => {
    const std = populationStd(results) * Math.sqrt(rows);
    return Number.isFinite(std) ? { std, fraction: 1 } : null;
  };
  return { averagePrecision: deviation(values.averagePrecision), ece: deviation(values.ece) };
}
