import { PrometheusError, type PrometheusSource, type PrometheusSources } from './prometheus-port.ts';

/** The source of that name; without a name the only one there is. Throws `PrometheusError` where there is none. */
export function sourceOf(sources: PrometheusSources, name: string): PrometheusSource {
  const [only, ...more] = sources.values();
  const found = name === '' && more.length === 0 ? only : sources.get(name);
  if (found !== undefined) return found;
  const known = [...sources.keys()].join(', ');
  const which = name === '' ? 'Say which data source' : `There is no data source “${name}”`;
  throw new PrometheusError(
    'refused',
    sources.size === 0 ? 'No Prometheus is set up: LEEWAY_PROMETHEUS_SOURCES' : `${which}: ${known}`,
  );
}
