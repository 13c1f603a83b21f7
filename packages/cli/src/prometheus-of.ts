import { PrometheusEnv, prometheusSources } from '@leeway/integrations';
import type { PrometheusSources } from '@leeway/services';
import { CliError } from './cli-error.ts';
import type { CliIo } from './command.ts';

/** The data sources that LEEWAY_PROMETHEUS_SOURCES names. */
export function prometheusOf({ env }: CliIo): PrometheusSources {
  const parsed = PrometheusEnv.LEEWAY_PROMETHEUS_SOURCES.safeParse(env['LEEWAY_PROMETHEUS_SOURCES'] || undefined);
  if (parsed.success) return prometheusSources(parsed.data, env);
  throw new CliError(`LEEWAY_PROMETHEUS_SOURCES: ${parsed.error.issues[0]?.message ?? ''}`, 2);
}
