import { ROLES, type Actor, type Role } from '@leeway/response';
import { auth } from './auth.ts';

/** Who sends this request: the session and the person are read from the store each time, the role with them. */
export async function getActor(headers: Headers): Promise<Actor | null> {
  const session = await auth().api.getSession({ headers });
  if (session === null) return null;
  const { id, name, role } = session.user;
  return { kind: 'person', id, name, role: isRole(role) ? role : 'viewer' };
}

function isRole(role: string): role is Role {
  return ROLES.some((known) => known === role);
}
