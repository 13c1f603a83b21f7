import { z } from 'zod';
import type { Detector, DetectorDefinition } from './detector.ts';
import { restarting } from './restarting.ts';
import { RunningMean } from './running-mean.ts';

const Params = z.strictObject({
  min_instances: z.int().min(0).default(30),
  delta: z.number().default(0.005),
  threshold: z.number().default(50),
  alpha: z.number().default(0.9999),
  mode: z.enum(['up', 'down', 'both']).default('both'),
});

function startPageHinkley({ min_instances, delta, threshold, alpha, mode }: z.output<typeof Params>): Detector {
  const mean = new RunningMean();
  let increase = 0;
  let decrease = 0;
  let smallestIncrease = Infinity;
  // River starts here and not at −Infinity, so a fall right at the beginning has to be that much larger.
  let largestDecrease = -1;
  return {
    update(value) {
      mean.add(value);
      const deviation = value - mean.value;
      increase = alpha * increase + deviation - delta;
      decrease = alpha * decrease + deviation + delta;
      if (increase < smallestIncrease) smallestIncrease = increase;
      if (decrease > largestDecrease) largestDecrease = decrease;
      const rose = mode !== 'down' && increase - smallestIncrease > threshold;
      const fell = mode !== 'up' && largestDecrease - decrease > threshold;
      return { drift: mean.n >= min_instances && (rose || fell), warning: false };
    },
  };
}

export const pageHinkleyDetector = {
  id: 'page-hinkley',
  label: 'Page–Hinkley',
  input: 'number',
  warns: false,
  formula:
    'm_t = alpha·m_(t−1) + (x_t − mean_t) ∓ delta; drift when m_t − min m > threshold, or max m − m_t > threshold',
  source: 'Page, Biometrika 41, 1954; Sebastião & Fernandes, ISMIS 2017; as River 0.26 computes it',
  domain: 'finite numbers; nothing is said before min_instances values',
  meaning: 'The mean has moved: small deviations in one direction have added up.',
  params: Params,
  create: (params) => restarting(() => startPageHinkley(params)),
} as const satisfies DetectorDefinition<typeof Params>;
