import type { Actor } from '@leeway/response';

/** Who, in words: a person's name alone, an agent or a process with its kind. */
export function actorWords(actor: Actor): string {
  switch (actor.kind) {
    case 'person':
      return actor.name;
    case 'agent':
      return `agent ${actor.name}`;
    case 'system':
      return `rule ${actor.name}`;
  }
}
