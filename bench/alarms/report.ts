import type { CalmReport } from './measure-calm.ts';
import type { DelayReport } from './measure-delays.ts';
import type { ShortReport } from './measure-short.ts';
import type { RealReport } from './real/measure-real.ts';

/** Everything that one run measured; written to results.json as it is. */
export type AlarmReport = {
  plan: 'full' | 'quick';
  calm: CalmReport[];
  correlated: CalmReport[];
  /** In steps of a minute; empty in the quick plan. */
  minute: CalmReport[];
  short: ShortReport[];
  delays: DelayReport[];
  real: RealReport[];
  seconds: number;
};

/** 95 % upper bound of a Poisson mean, exact for 0 to 5 seen, beyond that Wilson and Hilferty's approximation. */
export function poissonUpper(seen: number): number {
  const exact = [2.9957, 4.7439, 6.2958, 7.7537, 9.1535, 10.513][seen];
  const k = seen + 1;
  return exact ?? k * (1 - 1 / (9 * k) + 1.6449 / (3 * Math.sqrt(k))) ** 3;
}
