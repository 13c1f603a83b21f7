/** An estimate and what turned out to be true once labels had come. */
export type JudgedEstimate = { estimated: number; lower: number; upper: number; realised: number };

export type TrackRecord =
  | { state: 'unproven'; reason: string; n: number }
  | {
      state: 'reliable' | 'unreliable';
      reason: string;
      n: number;
      /** Chunks whose realised value lay within the estimate's interval. */
      within: number;
      /** Mean of estimated − realised, and of its size. */
      bias: number;
      meanError: number;
    };

/** Judged chunks looked back at, those needed to say anything, and the share that may miss by chance. */
const LOOK_BACK = 20;
const ENOUGH = 3;
const MISSES_ALLOWED = 0.2;
/** An interval that holds half of all that a share can be is right whatever comes. */
const TELLING_BELOW = 0.5;

/**
 * Whether estimates may be relied on, from chunks (oldest first) whose labels came: unreliable when the last two were
 * outside their interval of ± 3 sampling errors, or more than a fifth of the last twenty. An estimate knows only how
 * scores are distributed: where the relation between features and truth changed (concept drift) it stays calm while the
 * realised value moves, which shows here and nowhere else. Fewer than three chunks with an interval narrower than half of
 * what a share can be: unproven.
 */
export function trackRecord(judged: readonly JudgedEstimate[]): TrackRecord {
  const all = judged.slice(-LOOK_BACK);
  const recent = all.filter(({ lower, upper }) => upper - lower < TELLING_BELOW);
  const n = recent.length;
  if (n < ENOUGH) {
    const reason =
      n === all.length
        ? `labels have come for ${n} of ${ENOUGH} stretches needed`
        : `in ${all.length - n} of ${all.length} stretches the estimate was too wide to be wrong`;
    return { state: 'unproven', n, reason };
  }
  const misses = recent.map(({ lower, upper, realised }) => realised < lower || realised > upper);
  const missed = misses.filter(Boolean).length;
  const errors = recent.map(({ estimated, realised }) => estimated - realised);
  const bias = errors.reduce((sum, error) => sum + error, 0) / n;
  const meanError = errors.reduce((sum, error) => sum + Math.abs(error), 0) / n;
  const numbers = { n, within: n - missed, bias, meanError };
  const lastTwo = misses.slice(-2).every(Boolean);
  if (!lastTwo && missed <= MISSES_ALLOWED * n)
    return { state: 'reliable', reason: `${n - missed} of ${n} realised values lay within the estimate`, ...numbers };
  const side = bias > 0 ? 'below' : 'above';
  return {
    state: 'unreliable',
    reason:
      `${lastTwo ? 'the last two realised values' : `${missed} of ${n} realised values`} lay outside the estimate, ` +
      `${side} it on the whole: the relation between features and truth has probably changed (concept drift), ` +
      'which an estimate without labels cannot see',
    ...numbers,
  };
}
