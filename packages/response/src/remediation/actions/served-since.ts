import type { PlanFacts } from '../action-definition.ts';

/** What no rollback takes back: the answers that were given in the meantime. */
export function servedSince({ eventsSinceBegan }: PlanFacts): string {
  return eventsSinceBegan === null
    ? 'Answers given since it began stay given.'
    : `${eventsSinceBegan.toLocaleString('en-US').replaceAll(',', ' ')} predictions served since it began stay served.`;
}
