import { SHORT_HISTORY } from './slo-state.ts';

/**
 * Budget left as a list may say it: null where nothing, or too little, was measured. One bad minute in a history of one
 * minute reckons to −9 900 % at 99 %: a number, and no knowledge.
 */
export function knownRemaining(remaining: number | null, coverage: number): number | null {
  return remaining !== null && remaining < 0 && coverage < SHORT_HISTORY ? null : remaining;
}
