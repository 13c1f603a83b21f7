import { z } from 'zod';
import type { Detector, DetectorDefinition } from './detector.ts';
import { equalSizeKsTail, ksCount } from './equal-size-ks.ts';
import { MersenneTwister } from './mersenne-twister.ts';
import { pythonSample } from './python-sample.ts';
import { restarting } from './restarting.ts';

const MIN_DISTANCE = 0.1;
/** What is drawn with when no seed is given: River would then differ from run to run. */
const OWN_SEED = 1;

const Params = z
  .strictObject({
    alpha: z.number().min(0).max(1).default(0.005),
    window_size: z.int().min(2).max(100_000).default(100),
    stat_size: z.int().min(1).max(10_000).default(30),
    seed: z.int().min(Number.MIN_SAFE_INTEGER).max(Number.MAX_SAFE_INTEGER).nullable().default(null),
  })
  .refine(
    ({ window_size, stat_size }) => window_size >= 2 * stat_size,
    "'window_size' must be at least twice 'stat_size': the older part is drawn from",
  );

type KswinParams = z.output<typeof Params>;

/** Which n·D are a drift, worked out as they occur. */
function driftRule({ alpha, stat_size }: KswinParams): (count: number) => boolean {
  const known = new Map<number, boolean>();
  return (count) => {
    let drift = known.get(count);
    if (drift === undefined) {
      drift = equalSizeKsTail(stat_size, count) <= alpha && count / stat_size > MIN_DISTANCE;
      known.set(count, drift);
    }
    return drift;
  };
}

function startKswin({ window_size, stat_size, seed }: KswinParams, isDrift: (count: number) => boolean): Detector {
  const random = MersenneTwister.ofPythonSeed(seed ?? OWN_SEED);
  const window: number[] = [];
  const older = window_size - stat_size;
  return {
    update(value) {
      window.push(value);
      if (window.length > window_size) window.shift();
      if (window.length < window_size) return { drift: false, warning: false };
      const drawn = pythonSample(random, older, stat_size).map((index) => window[index] ?? 0);
      return { drift: isDrift(ksCount(drawn, window.slice(older))), warning: false };
    },
  };
}

export const kswinDetector = {
  id: 'kswin',
  label: 'KSWIN',
  input: 'number',
  warns: false,
  formula:
    'Kolmogorov–Smirnov between the last stat_size values and as many drawn from those before: p ≤ alpha and D > 0.1',
  source: 'Raab, Heusinger & Schleif, Neurocomputing 416, 2020; as River 0.26 computes it, p by the exact law',
  domain: 'finite numbers; nothing is said before window_size values',
  meaning: 'The distribution of the latest values differs from that of the values before.',
  params: Params,
  create: (params) => {
    const isDrift = driftRule(params);
    return restarting(() => startKswin(params, isDrift));
  },
} as const satisfies DetectorDefinition<typeof Params>;
