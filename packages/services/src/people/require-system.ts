import type { Actor } from '@leeway/response';
import { ServiceError } from '../errors.ts';

/** For use cases that only Leeway's own processes run: what a person or an agent sends never gets here. */
export function requireSystem(actor: Actor): void {
  if (actor.kind !== 'system') throw new ServiceError('forbidden', 'Only the worker does this.');
}
