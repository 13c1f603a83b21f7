import type { Actor } from '@leeway/response';
import { ServiceError } from '../errors.ts';

/** For use cases that only Leeway's own processes may call, never a person's request or an agent. */
export function authorizeSystem(actor: Actor): void {
  if (actor.kind !== 'system') throw new ServiceError('forbidden', 'Only Leeway itself may do this.');
}
