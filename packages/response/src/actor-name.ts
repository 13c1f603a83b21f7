import type { Actor } from './actor.ts';

/** How timelines and messages call somebody. */
export function actorName(actor: Actor): string {
  return actor.kind === 'agent' ? `agent ${actor.name}` : actor.name;
}
