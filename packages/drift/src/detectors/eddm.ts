import { z } from 'zod';
import type { Detector, DetectorDefinition } from './detector.ts';
import { restarting } from './restarting.ts';
import { RunningMean } from './running-mean.ts';

const Params = z
  .strictObject({
    warm_start: z.int().min(0).default(30),
    alpha: z.number().default(0.95),
    beta: z.number().default(0.9),
  })
  .refine(({ alpha, beta }) => alpha >= beta, "'alpha' must be greater than or equal to 'beta'");

function startEddm({ warm_start, alpha, beta }: z.output<typeof Params>): Detector {
  const distance = new RunningMean();
  let squaredDeviations = 0;
  let seen = 0;
  let errors = 0;
  let lastError = 0;
  let largest = -1;
  let warning = false;
  let drift = false;
  const judge = (): void => {
    const sd = Math.sqrt(distance.n > 1 ? squaredDeviations / (distance.n - 1) : 0);
    const spread = distance.value + 2 * sd;
    if (spread > largest) largest = spread;
    else if (errors > warm_start) {
      const level = spread / largest;
      drift = level < beta;
      // A drift leaves the warning as it was; only an error at a calm level ends it.
      if (!drift) warning = level < alpha;
    }
  };
  return {
    update(value) {
      seen += 1;
      if (value === 1) {
        errors += 1;
        const before = distance.value;
        distance.add(seen - lastError);
        squaredDeviations += (seen - lastError - before) * (seen - lastError - distance.value);
        if (seen > warm_start) judge();
        lastError = seen;
      }
      return { drift, warning };
    },
  };
}

export const eddmDetector = {
  id: 'eddm',
  label: 'EDDM',
  input: 'error',
  warns: true,
  formula:
    "(p' + 2s') ÷ max(p' + 2s') < beta is drift, < alpha warns; p', s' = mean and sd of distances between errors",
  source: 'Baena-García et al., 4th Int. Workshop on Knowledge Discovery from Data Streams, 2006; as River 0.26',
  domain: 'errors: 1 is an error, anything else is not; nothing is said before warm_start errors',
  meaning: 'Errors come closer together than they used to.',
  params: Params,
  create: (params) => restarting(() => startEddm(params)),
} as const satisfies DetectorDefinition<typeof Params>;
