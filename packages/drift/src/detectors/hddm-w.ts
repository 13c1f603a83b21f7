import { z } from 'zod';
import type { Detector, DetectorDefinition } from './detector.ts';
import { restarting } from './restarting.ts';

const Confidence = z.number().gt(0).max(1);
const Params = z.strictObject({
  drift_confidence: Confidence.default(0.001),
  warning_confidence: Confidence.default(0.005),
  lambda_val: z.number().min(0).max(1).default(0.05),
  two_sided_test: z.boolean().default(false),
});

/** Exponentially weighted mean that begins at its first value, with the sum of squared weights for McDiarmid's bound. */
type Sample = { n: number; mean: number; squaredWeights: number };

const EMPTY: Sample = { n: 0, mean: 0, squaredWeights: 1 };

function extended({ n, mean, squaredWeights }: Sample, value: number, lambda: number): Sample {
  return {
    n: n + 1,
    mean: n === 0 ? value : lambda * value + (1 - lambda) * mean,
    squaredWeights: lambda * lambda + (1 - lambda) ** 2 * squaredWeights,
  };
}

function startHddmW(params: z.output<typeof Params>): Detector {
  const { drift_confidence, warning_confidence, lambda_val, two_sided_test } = params;
  const bound = (squaredWeights: number, confidence: number): number =>
    Math.sqrt((squaredWeights * Math.log(1 / confidence)) / 2);
  const exceeds = (low: Sample, high: Sample, confidence: number): boolean =>
    low.n > 0 && high.n > 0 && high.mean - low.mean > bound(low.squaredWeights + high.squaredWeights, confidence);
  let total = EMPTY;
  let [lowest, sinceLowest, lowestBound] = [EMPTY, EMPTY, Infinity];
  let [highest, sinceHighest, highestBound] = [EMPTY, EMPTY, -Infinity];
  const cut = (value: number): void => {
    const reach = bound(total.squaredWeights, drift_confidence);
    if (total.mean + reach < lowestBound) [lowest, sinceLowest, lowestBound] = [total, EMPTY, total.mean + reach];
    else sinceLowest = extended(sinceLowest, value, lambda_val);
    if (total.mean - reach > highestBound) [highest, sinceHighest, highestBound] = [total, EMPTY, total.mean - reach];
    else sinceHighest = extended(sinceHighest, value, lambda_val);
  };
  return {
    update(value) {
      total = extended(total, value, lambda_val);
      cut(value);
      let drift = exceeds(lowest, sinceLowest, drift_confidence);
      let warning = !drift && exceeds(lowest, sinceLowest, warning_confidence);
      if (two_sided_test) {
        if (exceeds(sinceHighest, highest, drift_confidence)) drift = true;
        else if (exceeds(sinceHighest, highest, warning_confidence)) warning = true;
      }
      return { drift, warning };
    },
  };
}

export const hddmWDetector = {
  id: 'hddm-w',
  label: 'HDDM-W',
  input: 'number',
  warns: true,
  formula: 'weighted mean since the lowest cut − weighted mean up to it > √(½·Σw²·ln(1/confidence))',
  source: 'Frías-Blanco et al., IEEE TKDE 27(3), 2015; as MOA and River 0.26 compute it',
  domain: 'errors as 0 and 1, or values from 0 to 1: McDiarmid’s bound holds for those',
  meaning: 'The recent, exponentially weighted mean has risen (or fallen, two-sided).',
  params: Params,
  create: (params) => restarting(() => startHddmW(params)),
} as const satisfies DetectorDefinition<typeof Params>;
