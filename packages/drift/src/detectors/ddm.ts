import { z } from 'zod';
import type { Detector, DetectorDefinition } from './detector.ts';
import { restarting } from './restarting.ts';
import { RunningMean } from './running-mean.ts';

const Params = z.strictObject({
  warm_start: z.int().min(0).default(30),
  warning_threshold: z.number().default(2),
  drift_threshold: z.number().default(3),
});

function startDdm({ warm_start, warning_threshold, drift_threshold }: z.output<typeof Params>): Detector {
  const rate = new RunningMean();
  let smallestRate = 0;
  let smallestSd = 0;
  let smallestSum = Infinity;
  return {
    update(value) {
      rate.add(value);
      const p = rate.value;
      const sd = Math.sqrt((p * (1 - p)) / rate.n);
      if (rate.n <= warm_start) return { drift: false, warning: false };
      if (p + sd <= smallestSum) {
        smallestRate = p;
        smallestSd = sd;
        smallestSum = p + sd;
      }
      const drift = p + sd > smallestRate + drift_threshold * smallestSd;
      return { drift, warning: !drift && p + sd > smallestRate + warning_threshold * smallestSd };
    },
  };
}

export const ddmDetector = {
  id: 'ddm',
  label: 'DDM',
  input: 'share',
  warns: true,
  formula: 'p_n + s_n > p_min + k·s_min with s = √(p(1−p)/n), minimum where p + s was least; k = 2 warns, 3 is drift',
  source: 'Gama, Medas, Castillo & Rodrigues, SBIA 2004; as River 0.26 computes it (strict >)',
  domain: 'errors as 0 and 1; nothing is said for the first warm_start values',
  meaning: 'The error rate has risen above the lowest level it had.',
  params: Params,
  create: (params) => restarting(() => startDdm(params)),
} as const satisfies DetectorDefinition<typeof Params>;
