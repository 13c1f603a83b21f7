import { z } from 'zod';
import type { Detector, DetectorDefinition } from './detector.ts';
import { ExponentialHistogram } from './exponential-histogram.ts';
import { restarting } from './restarting.ts';

const Params = z.strictObject({
  delta: z.number().gt(0).default(0.002),
  clock: z.int().min(1).default(32),
  max_buckets: z.int().min(2).max(1_000).default(5),
  min_window_length: z.int().min(1).default(5),
  grace_period: z.int().min(0).default(10),
});

export type AdwinParams = z.output<typeof Params>;

/** True when some cut of the window has means further apart than chance allows. */
function hasCut(window: ExponentialHistogram, { delta, min_window_length }: AdwinParams): boolean {
  const log = Math.log((2 * Math.log(window.width)) / delta);
  const variance = window.variance / window.width;
  let [older, newer, olderTotal, newerTotal] = [0, window.width, 0, window.total];
  for (let row = window.rows.length - 1; row >= 0; row -= 1) {
    const totals = window.rows[row]?.totals ?? [];
    for (let bucket = 0; bucket < totals.length; bucket += 1) {
      const total = totals[bucket] ?? 0;
      older += 2 ** row;
      newer -= 2 ** row;
      olderTotal += total;
      newerTotal -= total;
      if (row === 0 && bucket === totals.length - 1) return false;
      if (older < min_window_length || newer < min_window_length) continue;
      const m = 1 / (older - min_window_length + 1) + 1 / (newer - min_window_length + 1);
      const epsilon = Math.sqrt(2 * m * variance * log) + (2 / 3) * log * m;
      if (Math.abs(olderTotal / older - newerTotal / newer) > epsilon) return true;
    }
  }
  return false;
}

/** One run of ADWIN up to its first drift, and the window it holds. */
export function startAdwin(params: AdwinParams): Detector & { readonly window: ExponentialHistogram } {
  const window = new ExponentialHistogram(params.max_buckets);
  let ticks = 0;
  return {
    window,
    update(value) {
      window.add(value);
      ticks += 1;
      let drift = false;
      if (ticks % params.clock === 0 && window.width > params.grace_period) {
        while (hasCut(window, params)) {
          drift = true;
          window.dropOldest();
        }
      }
      return { drift, warning: false };
    },
  };
}

export const adwinDetector = {
  id: 'adwin',
  label: 'ADWIN',
  input: 'number',
  warns: false,
  formula:
    '|mean of the older part − mean of the newer| > √(2·m·σ²·ln(2·ln n/delta)) + ⅔·m·ln(2·ln n/delta), m = 1/n₀ + 1/n₁ after min_window_length',
  source:
    'Bifet & Gavaldà, SDM 2007; as River 0.26 computes it (every bucket is a cut, all is forgotten after a drift)',
  domain: 'finite numbers; checked every clock values once more than grace_period are held',
  meaning: 'The mean of the recent part of a self-adjusting window differs from the part before.',
  params: Params,
  create: (params) => restarting(() => startAdwin(params)),
} as const satisfies DetectorDefinition<typeof Params>;
