import type { Draw } from '../random/seeded-random.ts';
import { SLOW_VERSION } from '../state/serving-state.ts';

const MEDIAN_MS = 19;
const LOG_SD = 0.2;
const RULE_MEDIAN_MS = 2;
const SLOWER_BY_MS = 400;
const SHARE_OF_FAILURES = 0.05;

/**
 * Service times are simulated: log-normal around 19 ms (5 to 95 %: 14 to 26 ms), as scoring itself takes microseconds
 * here and nobody waits for the answer over a network.
 */
export function serviceTimeMs(version: string, isFallback: boolean, draw: Draw): number {
  const median = isFallback ? RULE_MEDIAN_MS : MEDIAN_MS;
  const time = median * Math.exp(LOG_SD * standardNormal(draw));
  const slower = !isFallback && version === SLOW_VERSION ? SLOWER_BY_MS : 0;
  return Math.round((time + slower) * 100) / 100;
}

export function fails(version: string, isFallback: boolean, draw: Draw): boolean {
  return !isFallback && version === SLOW_VERSION && draw() < SHARE_OF_FAILURES;
}

/** Box-Muller; 1 − u keeps the logarithm away from zero. */
function standardNormal(draw: Draw): number {
  return Math.sqrt(-2 * Math.log(1 - draw())) * Math.cos(2 * Math.PI * draw());
}
