import { parseAsString, parseAsStringLiteral } from 'nuqs';
import { STEPS } from './form-values.ts';

/** Where in the form somebody is. Entries are kept by the tab; the URL says which, and how far. */
export const newModelSearchParams = {
  step: parseAsStringLiteral(STEPS).withDefault('topic'),
  topic: parseAsString.withDefault(''),
  /** The model that was made: the last step follows it. */
  model: parseAsString,
};
