import type { Ctx } from '../context.ts';
import { authorizeSystem } from '../people/authorize-system.ts';

/** Kafka keeps control messages for a week by default; a month of memory outlives any replay of them. */
const KEEP_MS = 30 * 86_400_000;

export async function pruneProcessed({ ctx }: { ctx: Ctx }): Promise<number> {
  authorizeSystem(ctx.actor);
  const before = new Date(ctx.now().getTime() - KEEP_MS);
  const { count } = await ctx.db.processedMessage.deleteMany({ where: { at: { lt: before } } });
  return count;
}
