import { parseAsInteger, parseAsString, parseAsStringLiteral } from 'nuqs';

export const INCIDENT_FILTERS = ['open', 'unresolved', 'resolved', 'all'] as const;

/** What the list shows lives in the URL. */
export const incidentSearchParams = {
  filter: parseAsStringLiteral(INCIDENT_FILTERS).withDefault('unresolved'),
  severity: parseAsStringLiteral(['critical', 'warning'] as const),
  model: parseAsString,
  page: parseAsInteger.withDefault(1),
};
