import { parseAsFloat, parseAsInteger, parseAsString, parseAsStringLiteral } from 'nuqs';
import { QUALITY_METRICS } from './quality-metrics.ts';
import { MODEL_SORTS } from './sort-models.ts';

export const MODEL_STATUS_FILTERS = ['all', 'critical', 'warning', 'unknown', 'ok'] as const;

/** What the list of models shows. */
export const modelsSearchParams = {
  q: parseAsString.withDefault(''),
  status: parseAsStringLiteral(MODEL_STATUS_FILTERS).withDefault('all'),
  sort: parseAsStringLiteral(MODEL_SORTS).withDefault('status'),
  dir: parseAsStringLiteral(['asc', 'desc'] as const),
};

export const MODEL_TABS = ['drift', 'performance', 'slos', 'incidents', 'changes', 'reference', 'ingest'] as const;
export type ModelTab = (typeof MODEL_TABS)[number];

/** What one model's page shows; the drawer of a feature has a URL of its own. */
export const modelSearchParams = {
  tab: parseAsStringLiteral(MODEL_TABS).withDefault('drift'),
  feature: parseAsString,
  /** End of the window that the drawer shows, in ms; absent = the newest. */
  at: parseAsInteger,
  /** Of the performance tab. */
  metric: parseAsStringLiteral(QUALITY_METRICS).withDefault('rocAuc'),
  /** The same for a model that does not answer yes or no; "" = the first of its metrics. */
  measure: parseAsString.withDefault(''),
  /** Scores from here on count as positive answers. */
  threshold: parseAsFloat.withDefault(0.5),
};
