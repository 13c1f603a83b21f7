import type { OpenSloProblem } from '../open-slo-problem.ts';
import type { MetricSource } from '../v1/sli.ts';
import { noted, refused } from './import-problem.ts';

/** Metric sources of an indicator with where they stand. */
export type PlacedSource = readonly [at: string, source: MetricSource];

/**
 * The data source of the settings that an indicator asks. One that is called otherwise there is the only one that is set
 * up, which is said; of several, none is guessed.
 */
export function importSource(
  sources: readonly PlacedSource[],
  known: readonly string[],
): { source: string; problems: OpenSloProblem[] } | { problem: OpenSloProblem } {
  const [first] = sources;
  const path = `${first?.[0] ?? ''}.metricSource.metricSourceRef`;
  const names = [...new Set(sources.map(([, { metricSourceRef }]) => metricSourceRef))];
  if (known.length === 0)
    return { problem: refused(path, 'no Prometheus is set up here: LEEWAY_PROMETHEUS_SOURCES names none') };
  if (names.length > 1) return { problem: refused(path, 'two data sources in one indicator: one is asked') };
  const [name] = names;
  if (name !== undefined && known.includes(name)) return { source: name, problems: [] };
  const [only = '', ...more] = known;
  if (more.length > 0) {
    const which =
      name === undefined ? 'which data source is not said' : `no data source is called ${JSON.stringify(name)}`;
    return { problem: refused(path, `${which}: ${known.join(', ')}`) };
  }
  if (name === undefined) return { source: '', problems: [] };
  return { source: only, problems: [noted(path, `${JSON.stringify(name)} is not set up here: ${only} is asked`)] };
}
