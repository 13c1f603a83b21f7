import { randomUUID } from 'node:crypto';
import { notifyLive, type Prisma, type Tx } from '@leeway/store';
import { z } from 'zod';
import { appendAudit } from '../audit/append-audit.ts';
import type { Ctx } from '../context.ts';
import { ServiceError } from '../errors.ts';
import { authorize } from '../people/authorize.ts';
import { inTransaction } from '../transaction.ts';
import { isStreamTaskKind, STREAM_TASKS, type StreamTaskKind } from './stream-task-kinds.ts';
import { toStreamTaskView, type StreamTaskView } from './stream-task-view.ts';

/** Tasks of one person, and of everybody, that wait or run. */
const MAX_OWN = 5;
const MAX_ALL = 100;
const MAX_INPUT_CHARACTERS = 262_144;
/** How long an answer is kept; what was not begun until then is not begun any more, and what was is given up. */
const KEEP_MS = {
  'list-topics': 900_000,
  'inspect-topic': 900_000,
  'freeze-reference': 7_200_000,
} as const satisfies Record<StreamTaskKind, number>;
const TASK_LOCK = 0x1ee_0d1;

export const RequestStreamTaskInput = z.strictObject({ kind: z.string().max(50), input: z.unknown() });
export type RequestStreamTaskInput = z.infer<typeof RequestStreamTaskInput>;

/** Only people who may have models watched look into topics: messages hold what the models saw. */
export async function requestStreamTask({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: RequestStreamTaskInput;
}): Promise<StreamTaskView> {
  authorize(ctx.actor, 'registerModel');
  const { kind } = input;
  if (!isStreamTaskKind(kind)) throw new ServiceError('invalid', `There is no task ${JSON.stringify(kind)}.`);
  const asked = parseTask(kind, input.input);
  return inTransaction(ctx.db, async (tx) => {
    const at = ctx.now();
    await refuseTooMany(tx, ctx, at);
    const row = await tx.streamTask.create({
      data: {
        id: randomUUID(),
        kind,
        input: asked as Prisma.InputJsonObject,
        requestedBy: ctx.actor,
        requesterId: ctx.actor.id,
        createdAt: at,
        expiresAt: new Date(at.getTime() + KEEP_MS[kind]),
      },
    });
    await notifyLive(tx, { kind: 'stream-task', id: row.id, atMs: at.getTime() });
    await appendAudit(tx, {
      at,
      actor: ctx.actor,
      action: 'stream-task.request',
      target: `stream-task:${row.id}`,
      data: { kind, input: asked },
    });
    return toStreamTaskView(row);
  });
}

function parseTask(kind: StreamTaskKind, input: unknown): unknown {
  const parsed = STREAM_TASKS[kind].input.safeParse(input);
  if (!parsed.success) {
    const problems = parsed.error.issues.map(
      ({ path, message }) => `${path.map(String).join('.') || '(input)'}: ${message}`,
    );
    throw new ServiceError('invalid', `The task does not fit: ${problems.slice(0, 10).join('; ')}`.slice(0, 2_000));
  }
  if (JSON.stringify(parsed.data).length > MAX_INPUT_CHARACTERS)
    throw new ServiceError('invalid', 'The task is too large.');
  return parsed.data;
}

/** Counted under a lock, so that requests at the same moment cannot pass the bound together. */
async function refuseTooMany(tx: Tx, ctx: Ctx, at: Date): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(${TASK_LOCK}::bigint)`;
  const unfinished = { state: { in: ['queued', 'running'] }, expiresAt: { gt: at } };
  const [own, all] = await Promise.all([
    tx.streamTask.count({ where: { ...unfinished, requesterId: ctx.actor.id } }),
    tx.streamTask.count({ where: unfinished }),
  ]);
  if (own >= MAX_OWN || all >= MAX_ALL)
    throw new ServiceError('conflict', 'Too many tasks are waiting already: let them finish first.', {
      retryable: true,
    });
}
