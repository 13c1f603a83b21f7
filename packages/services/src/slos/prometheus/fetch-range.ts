import type { AnyPrometheusSli, CountCarry, MinuteRange, SliMinute } from '@leeway/slo';
import { MINUTE_MS, NO_CARRY } from '@leeway/slo';
import { fetchPrometheusMinutes } from './fetch-minutes.ts';
import { PrometheusError, type PrometheusSource } from './prometheus-port.ts';

/** Minutes of one question at most: Prometheus answers 11,000 steps at once, of which some are the baseline. */
const MOST_MINUTES = 10_000;
const LEAST_MINUTES = 15;
/** Samples that one question should bring: more of them make the next stretch shorter. */
const GOOD_SAMPLES = 200_000;

export type FetchedStretch = MinuteRange & { minutes: SliMinute[]; carry: CountCarry };

/**
 * The minutes of a long range, stretch by stretch, oldest first; a stretch that is too much at once is asked for in
 * shorter ones. Throws `PrometheusError` at the first that is not answered: what came before was yielded.
 */
export async function* fetchRange(
  source: PrometheusSource,
  spec: AnyPrometheusSli,
  range: MinuteRange,
  start: CountCarry = NO_CARRY,
): AsyncGenerator<FetchedStretch> {
  let carry = start;
  let length = MOST_MINUTES;
  let { fromMs } = range;
  while (fromMs < range.toMs) {
    const toMs = Math.min(range.toMs, fromMs + length * MINUTE_MS);
    try {
      const fetched = await fetchPrometheusMinutes(source, spec, { fromMs, toMs }, carry);
      ({ carry } = fetched);
      yield { fromMs, toMs, minutes: fetched.minutes, carry };
      const share = GOOD_SAMPLES / Math.max(1, fetched.samples);
      const asked = (toMs - fromMs) / MINUTE_MS;
      length = Math.min(MOST_MINUTES, Math.max(LEAST_MINUTES, Math.floor(share < 1 ? asked * share : length * 2)));
      fromMs = toMs;
    } catch (error) {
      if (!(error instanceof PrometheusError) || error.failure !== 'too-much' || length <= LEAST_MINUTES) throw error;
      length = Math.max(LEAST_MINUTES, Math.floor(Math.min(length, (toMs - fromMs) / MINUTE_MS) / 4));
    }
  }
}
