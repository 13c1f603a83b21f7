import { z } from 'zod';
import type { Ctx } from '../context.ts';
import { ServiceError } from '../errors.ts';
import { authorize } from '../people/authorize.ts';
import { toStreamTaskView, type StreamTaskView } from './stream-task-view.ts';

export const GetStreamTaskInput = z.strictObject({ id: z.uuid() });
export type GetStreamTaskInput = z.infer<typeof GetStreamTaskInput>;

/** A task of one's own; what others asked for is not shown. */
export async function getStreamTask({ ctx, input }: { ctx: Ctx; input: GetStreamTaskInput }): Promise<StreamTaskView> {
  authorize(ctx.actor, 'registerModel');
  const row = await ctx.db.streamTask.findFirst({
    where: { id: input.id, requesterId: ctx.actor.id, expiresAt: { gt: ctx.now() } },
  });
  if (row === null) throw new ServiceError('not-found', 'There is no such task, or its answer has expired.');
  return toStreamTaskView(row);
}
