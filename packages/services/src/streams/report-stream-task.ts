import { notifyLive, type Prisma } from '@leeway/store';
import type { Ctx } from '../context.ts';
import { storableJson } from './storable-json.ts';
import { authorizeSystem } from '../people/authorize-system.ts';
import { TASK_LEASE_MS } from './claim-stream-task.ts';

export type StreamTaskReport =
  | { kind: 'progress'; progress: number; text: string }
  | { kind: 'done'; output: unknown }
  | { kind: 'failed'; error: string };

/** False when the task is not this worker's any more: given up, or expired. What it does should end then. */
export async function reportStreamTask({
  ctx,
  id,
  report,
}: {
  ctx: Ctx;
  id: string;
  report: StreamTaskReport;
}): Promise<boolean> {
  authorizeSystem(ctx.actor);
  const at = ctx.now();
  const { count } = await ctx.db.streamTask.updateMany({
    where: { id, state: 'running', leasedUntil: { gt: at } },
    data: changesOf(report, at),
  });
  if (count > 0) await notifyLive(ctx.db, { kind: 'stream-task', id, atMs: at.getTime() });
  return count > 0;
}

function changesOf(report: StreamTaskReport, at: Date): Prisma.StreamTaskUpdateManyMutationInput {
  switch (report.kind) {
    case 'progress':
      return {
        progress: Math.min(1, Math.max(0, report.progress)),
        progressText: report.text.slice(0, 200),
        leasedUntil: new Date(at.getTime() + TASK_LEASE_MS),
      };
    case 'done':
      return { state: 'done', progress: 1, output: storableJson(report.output), finishedAt: at };
    case 'failed':
      return { state: 'failed', error: report.error.replaceAll('\u0000', '\uFFFD').slice(0, 1_000), finishedAt: at };
  }
}
