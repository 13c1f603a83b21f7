import type { Ctx } from '../../context.ts';
import { authorizeSystem } from '../../people/authorize-system.ts';

const LIMIT = 1_000;

/** Deletes drafts that nobody can use any more. */
export async function expireReferenceDrafts({ ctx }: { ctx: Ctx }): Promise<{ deleted: number }> {
  authorizeSystem(ctx.actor);
  const deleted = await ctx.db.$executeRaw`
    DELETE FROM reference_draft
     WHERE id IN (SELECT id FROM reference_draft WHERE expires_at <= ${ctx.now()} LIMIT ${LIMIT})`;
  return { deleted };
}
