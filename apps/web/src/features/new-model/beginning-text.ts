import type { Beginning } from './form-values.ts';

/** Where the counting of the new model begins, as a reader of the review is told. */
export const BEGINNING_TEXT: Record<Beginning, string> = {
  'reference-end': 'where the reference ends in the stream',
  now: 'with what comes from now on',
  earliest: 'with the oldest that the topic has',
};
