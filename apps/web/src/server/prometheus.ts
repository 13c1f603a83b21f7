import { prometheusSources } from '@leeway/integrations';
import type { PrometheusSources } from '@leeway/services';
import { env, secretsEnv } from '../env.ts';

let cached: PrometheusSources | null = null;

/** Data sources of the settings; their secrets are read when they are asked. */
export function prometheus(): PrometheusSources {
  cached ??= prometheusSources(env().LEEWAY_PROMETHEUS_SOURCES, secretsEnv());
  return cached;
}
