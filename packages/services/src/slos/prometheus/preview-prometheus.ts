import { prometheusIssues, type AnyPrometheusSli, type MinuteRange, type SliMinute } from '@leeway/slo';
import { ServiceError } from '../../errors.ts';
import { fetchRange } from './fetch-range.ts';
import { PrometheusError, type PrometheusSources } from './prometheus-port.ts';
import { sourceOf } from './source-of.ts';

/** Questions that one preview may cost. */
const MOST_STRETCHES = 20;

/** The minutes of one window for a preview, from the data source itself; of very large answers only the oldest part. */
export async function previewPrometheus(
  sources: PrometheusSources,
  spec: AnyPrometheusSli,
  range: MinuteRange,
): Promise<SliMinute[]> {
  const [issue] = prometheusIssues(spec);
  if (issue !== undefined) throw new ServiceError('invalid', issue.message);
  const minutes: SliMinute[] = [];
  let stretches = 0;
  try {
    for await (const stretch of fetchRange(sourceOf(sources, spec.source), spec, range)) {
      minutes.push(...stretch.minutes);
      stretches += 1;
      if (stretches >= MOST_STRETCHES) break;
    }
  } catch (error) {
    if (!(error instanceof PrometheusError)) throw error;
    throw new ServiceError(error.failure === 'unavailable' ? 'unavailable' : 'invalid', error.message, {
      cause: error,
    });
  }
  return minutes;
}
