import { CHANGE_KINDS } from '@leeway/contracts';
import { parseAsInteger, parseAsString, parseAsStringLiteral } from 'nuqs';

/** What the list of changes shows; the time range has its own words in the URL. */
export const changesSearchParams = {
  kind: parseAsStringLiteral(CHANGE_KINDS),
  model: parseAsString.withDefault(''),
  page: parseAsInteger.withDefault(1),
};
