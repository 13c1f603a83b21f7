import {
  PrometheusError,
  type PrometheusFailure,
  type PrometheusSource,
  type PrometheusSources,
  type PromRange,
  type PromSeries,
} from '@leeway/services';
import { z } from 'zod';
import { readBounded } from './read-bounded.ts';
import { secretOf, type PrometheusSetting } from './prometheus-settings.ts';

/** Largest answer: some 500,000 samples. */
const MAX_BODY_BYTES = 20_000_000;
/** Prometheus' own bound of the steps of one question. */
const MAX_POINTS = 11_000;
const MAX_SERIES = 5_000;

const Sample = z.tuple([z.number(), z.string().max(40)]);
const Answer = z.object({
  status: z.literal('success'),
  data: z.object({
    resultType: z.literal('matrix'),
    result: z.array(z.object({ values: z.array(Sample).max(MAX_POINTS) })).max(MAX_SERIES, 'too many series'),
  }),
});
const Refusal = z.object({
  status: z.literal('error'),
  errorType: z.string().max(100).optional(),
  error: z.string().max(2_000),
});

type Env = Readonly<Record<string, string | undefined>>;

/** The sources of the settings. A secret is read when it is needed, so that one that was renewed is found. */
export function prometheusSources(settings: readonly PrometheusSetting[], env: Env): PrometheusSources {
  return new Map(settings.map((setting) => [setting.name, createPrometheusClient(setting, env)]));
}

/**
 * Asks Prometheus' HTTP API for ranges. Every question ends within the setting's time-out, every answer is bounded in bytes,
 * series and samples and checked before it is used, and no redirect is followed, so that credentials stay where they belong.
 */
export function createPrometheusClient(setting: PrometheusSetting, env: Env): PrometheusSource {
  return {
    range: async (range, signal) => {
      if ((range.toMs - range.fromMs) / range.stepMs + 1 > MAX_POINTS)
        throw new PrometheusError('too-much', `more than ${MAX_POINTS} steps`);
      return seriesOf(setting.name, await ask(setting, env, range, signal));
    },
  };
}

async function ask(
  setting: PrometheusSetting,
  env: Env,
  { expression, fromMs, toMs, stepMs }: PromRange,
  signal: AbortSignal | undefined,
): Promise<{ status: number; text: string }> {
  const { name, url, timeoutMs } = setting;
  const timeout = AbortSignal.timeout(timeoutMs);
  const base = url.endsWith('/') ? url : `${url}/`;
  try {
    const response = await fetch(new URL('api/v1/query_range', base), {
      method: 'POST',
      headers: headersOf(setting, env),
      body: new URLSearchParams({
        query: expression,
        start: String(fromMs / 1_000),
        end: String(toMs / 1_000),
        step: String(stepMs / 1_000),
        timeout: `${timeoutMs}ms`,
      }),
      redirect: 'error',
      signal: signal === undefined ? timeout : AbortSignal.any([signal, timeout]),
    });
    return { status: response.status, text: await readBounded(response, MAX_BODY_BYTES) };
  } catch (error) {
    if (error instanceof PrometheusError) throw error;
    if (timeout.aborted)
      throw new PrometheusError('unavailable', `${name} did not answer within ${timeoutMs / 1_000} s`, error);
    throw new PrometheusError('unavailable', `${name} does not answer`, error);
  }
}

function headersOf({ name, auth, headers }: PrometheusSetting, env: Env): Record<string, string> {
  const all = { ...headers, accept: 'application/json' };
  try {
    switch (auth.kind) {
      case 'none':
        return all;
      case 'basic': {
        const pair = Buffer.from(`${auth.username}:${secretOf(auth.password, env)}`).toString('base64');
        return { ...all, authorization: `Basic ${pair}` };
      }
      case 'bearer':
        return { ...all, authorization: `Bearer ${secretOf(auth.token, env)}` };
    }
  } catch (error) {
    throw new PrometheusError('unavailable', `${name}: ${error instanceof Error ? error.message : ''}`);
  }
}

function seriesOf(name: string, { status, text }: { status: number; text: string }): PromSeries[] {
  if (status === 401 || status === 403)
    throw new PrometheusError('unavailable', `${name} refuses our credentials (status ${status})`);
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch (error) {
    throw new PrometheusError('unavailable', `${name} did not answer with JSON (status ${status})`, error);
  }
  const refusal = Refusal.safeParse(body);
  if (refusal.success) {
    throw new PrometheusError(failureOf(refusal.data), `${name} says: ${refusal.data.error}`);
  }
  const parsed = Answer.safeParse(body);
  if (!parsed.success) {
    const isMany = parsed.error.issues.some(({ code }) => code === 'too_big');
    throw isMany
      ? new PrometheusError('too-much', `${name} answered more than ${MAX_SERIES} series: sum them`)
      : new PrometheusError('unavailable', `${name} answered in a form that is not known`, parsed.error);
  }
  return parsed.data.data.result.map(({ values }) => ({
    samples: values.map(([atSeconds, value]) => ({ atMs: Math.round(atSeconds * 1_000), value: numberOf(value) })),
  }));
}

function failureOf({ errorType, error }: z.infer<typeof Refusal>): PrometheusFailure {
  if (/too many samples|exceeded maximum resolution/iu.test(error)) return 'too-much';
  return errorType === 'bad_data' || errorType === 'execution' ? 'refused' : 'unavailable';
}

/** Prometheus writes NaN, +Inf and -Inf as such. */
function numberOf(text: string): number {
  if (text === '+Inf') return Infinity;
  return text === '-Inf' ? -Infinity : Number(text);
}
