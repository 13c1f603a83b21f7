import { SLI_KINDS, SLO_STATES } from '@leeway/slo';
import { parseAsBoolean, parseAsString, parseAsStringLiteral } from 'nuqs';

/** What the list of SLOs shows lives in the URL. */
export const slosSearchParams = {
  q: parseAsString.withDefault(''),
  state: parseAsStringLiteral(SLO_STATES),
  kind: parseAsStringLiteral(SLI_KINDS),
  model: parseAsString,
  archived: parseAsBoolean.withDefault(false),
};

/** Minutes that the history of one SLO shows; nothing in the URL = as much as was measured. */
export const RANGES = [
  { key: '1h', label: '1 h', minutes: 60 },
  { key: '6h', label: '6 h', minutes: 360 },
  { key: '24h', label: '24 h', minutes: 1_440 },
  { key: '7d', label: '7 d', minutes: 10_080 },
  { key: '30d', label: '30 d', minutes: 43_200 },
  { key: '90d', label: '90 d', minutes: 129_600 },
] as const;
export type RangeKey = (typeof RANGES)[number]['key'];

export const sloSearchParams = {
  range: parseAsStringLiteral(RANGES.map((range) => range.key)),
};

/** A new SLO may be opened for a model (/slos/new?model=…) or begun as a copy of another (?from=…). */
export const newSloSearchParams = { model: parseAsString, from: parseAsString };
