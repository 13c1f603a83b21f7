import type { Actor, Role } from '@leeway/response';
import { ServiceError } from '../errors.ts';

/** What may be done, and the least role that may do it. The one place where this is said. */
export const PERMISSIONS = {
  read: 'viewer',
  acknowledgeIncident: 'responder',
  resolveIncident: 'responder',
  comment: 'responder',
  decideRemediation: 'approver',
  editRunbook: 'responder',
  editSlo: 'responder',
  runDemo: 'responder',
  registerModel: 'admin',
} as const satisfies Record<string, Role>;
export type Permission = keyof typeof PERMISSIONS;

const RANK: Record<Role, number> = { viewer: 0, responder: 1, approver: 2, admin: 3 };

/** Whether `actor` may; agents only read, the system's own processes do what their use cases say. */
export function may(actor: Actor, permission: Permission): boolean {
  if (actor.kind === 'system') return permission !== 'decideRemediation';
  if (actor.kind === 'agent') return permission === 'read';
  return RANK[actor.role] >= RANK[PERMISSIONS[permission]];
}

/** Throws `forbidden` unless the actor may. The first line of every use case. */
export function authorize(actor: Actor, permission: Permission): void {
  if (!may(actor, permission))
    throw new ServiceError(
      'forbidden',
      `This needs the role ${PERMISSIONS[permission]}; you are ${actor.kind === 'person' ? actor.role : `an ${actor.kind}`}.`,
    );
}
