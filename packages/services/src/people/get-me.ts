import type { Role } from '@leeway/response';
import type { Ctx } from '../context.ts';
import { may, PERMISSIONS, type Permission } from './authorize.ts';

export type MeView = { id: string; name: string; role: Role | null; permissions: Permission[] };

/** Who is signed in and what the pages may offer. The use cases check again. */
export function getMe({ ctx }: { ctx: Ctx }): MeView {
  const permissions = (Object.keys(PERMISSIONS) as Permission[]).filter((permission) => may(ctx.actor, permission));
  return {
    id: ctx.actor.id,
    name: ctx.actor.name,
    role: ctx.actor.kind === 'person' ? ctx.actor.role : null,
    permissions,
  };
}
