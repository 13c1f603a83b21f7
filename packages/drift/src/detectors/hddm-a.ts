import { z } from 'zod';
import type { Detector, DetectorDefinition } from './detector.ts';
import { restarting } from './restarting.ts';
import { RunningMean } from './running-mean.ts';

const Confidence = z.number().gt(0).max(1);
const Params = z.strictObject({
  drift_confidence: Confidence.default(0.001),
  warning_confidence: Confidence.default(0.005),
  two_sided_test: z.boolean().default(false),
});

function startHddmA({ drift_confidence, warning_confidence, two_sided_test }: z.output<typeof Params>): Detector {
  const all = new RunningMean();
  let least = new RunningMean();
  let greatest = new RunningMean();
  const logDrift = Math.log(1 / drift_confidence);
  const bound = (n: number): number => Math.sqrt((1 / (2 * n)) * logDrift);
  /** How far two means, one of them of the first `cut.n` values, may be apart by chance (Hoeffding). */
  const reach = (cut: RunningMean, confidence: number): number => {
    const m = ((all.n - cut.n) / cut.n) * (1 / all.n);
    return Math.sqrt((m / 2) * Math.log(2 / confidence));
  };
  const rose = (confidence: number): boolean =>
    least.n !== all.n && all.value - least.value >= reach(least, confidence);
  const fell = (confidence: number): boolean =>
    greatest.n !== all.n && greatest.value - all.value >= reach(greatest, confidence);
  return {
    update(value) {
      all.add(value);
      if (least.n === 0) least = all.copy();
      if (greatest.n === 0) greatest = all.copy();
      const here = bound(all.n);
      if (least.value + bound(least.n) >= all.value + here) least = all.copy();
      if (greatest.value - bound(greatest.n) <= all.value - here) greatest = all.copy();
      let drift = rose(drift_confidence);
      let warning = !drift && rose(warning_confidence);
      if (two_sided_test) {
        if (fell(drift_confidence)) drift = true;
        else if (fell(warning_confidence)) warning = true;
      }
      return { drift, warning };
    },
  };
}

export const hddmADetector = {
  id: 'hddm-a',
  label: 'HDDM-A',
  input: 'number',
  warns: true,
  formula: 'mean of all − mean up to the lowest cut ≥ √(½·(1/n_cut − 1/n)·ln(2/confidence))',
  source: 'Frías-Blanco et al., IEEE TKDE 27(3), 2015; as MOA and River 0.26 compute it',
  domain: 'errors as 0 and 1, or values from 0 to 1: Hoeffding’s bound holds for those',
  meaning: 'The mean has risen (or fallen, two-sided) by more than its bound allows.',
  params: Params,
  create: (params) => restarting(() => startHddmA(params)),
} as const satisfies DetectorDefinition<typeof Params>;
