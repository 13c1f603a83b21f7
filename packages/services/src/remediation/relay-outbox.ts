import { RemediationCommand, TOPICS } from '@leeway/contracts';
import type { Actor } from '@leeway/response';
import type { OutboxModel, Tx } from '@leeway/store';
import type { Ctx } from '../context.ts';
import { authorizeSystem } from '../people/authorize-system.ts';
import { moveRemediation } from './move-remediation.ts';

const RELAY_LOCK = 0x1ee_0b0;
const BATCH = 20;

export type SendMessage = (message: { topic: string; key: string; value: string }) => Promise<void>;
/** `busy`: another worker relays. `failure`: what stopped the round; everything after it waits, to stay in order. */
export type RelayRound = { sent: number; busy: boolean; failure: { message: string; attempts: number } | null };

async function noteSent(tx: Tx, row: OutboxModel, actor: Actor, at: Date): Promise<void> {
  await tx.outbox.update({ where: { id: row.id }, data: { sentAt: at, attempts: { increment: 1 }, lastError: null } });
  const command = RemediationCommand.safeParse(row.value);
  if (row.topic !== TOPICS.remediations || !command.success) return;
  await tx.$queryRaw`SELECT 1 FROM remediation WHERE id = ${command.data.remediationId} FOR UPDATE`;
  const remediation = await tx.remediation.findUnique({ where: { id: command.data.remediationId } });
  if (remediation === null) return;
  await moveRemediation(tx, remediation, {
    event: 'sent',
    actor,
    at,
    voice: 'response',
    text: `R-${remediation.number} sent to the model server`,
    patch: { sentAt: remediation.sentAt ?? at },
  });
}

/** A command that nobody may carry out any more is not sent at all. */
async function dropOverdue(tx: Tx, row: OutboxModel, actor: Actor, at: Date): Promise<boolean> {
  const command = RemediationCommand.safeParse(row.value);
  if (row.topic !== TOPICS.remediations || !command.success || command.data.notAfter > at.getTime()) return false;
  await tx.outbox.update({ where: { id: row.id }, data: { sentAt: at, lastError: 'not sent: it came too late' } });
  const remediation = await tx.remediation.findUnique({ where: { id: command.data.remediationId } });
  if (remediation !== null)
    await moveRemediation(tx, remediation, {
      event: 'timeout',
      actor,
      at,
      voice: 'response',
      text: `R-${remediation.number} failed: it could not be sent in time, and was not carried out`,
      patch: { finishedAt: at },
    });
  return true;
}

type OneSent =
  | { kind: 'sent' | 'dropped' | 'nothing' | 'busy' }
  | { kind: 'failed'; message: string; attempts: number };

/** The oldest unsent message. Its own transaction, so that nobody waits for a broker while holding the audit chain. */
async function relayOldest(tx: Tx, ctx: Ctx, send: SendMessage): Promise<OneSent> {
  const [lock] = await tx.$queryRaw<{ held: boolean }[]>`
    SELECT pg_try_advisory_xact_lock(${RELAY_LOCK}::bigint) AS held`;
  if (lock?.held !== true) return { kind: 'busy' };
  const row = await tx.outbox.findFirst({ where: { sentAt: null }, orderBy: { id: 'asc' } });
  if (row === null) return { kind: 'nothing' };
  if (await dropOverdue(tx, row, ctx.actor, ctx.now())) return { kind: 'dropped' };
  try {
    await send({ topic: row.topic, key: row.key, value: JSON.stringify(row.value) });
  } catch (error) {
    const message = (error instanceof Error ? error.message : String(error)).slice(0, 500);
    const attempts = row.attempts + 1;
    await tx.outbox.update({ where: { id: row.id }, data: { attempts, lastError: message } });
    return { kind: 'failed', message, attempts };
  }
  await noteSent(tx, row, ctx.actor, ctx.now());
  return { kind: 'sent' };
}

/**
 * One round of the relay: what was not sent goes out in the order it was written, each message marked in the
 * transaction that sends it. A crash between sending and marking sends again: receivers know commands by their id.
 * One worker at a time, by an advisory lock that ends with the transaction.
 */
export async function relayOutbox({ ctx, send }: { ctx: Ctx; send: SendMessage }): Promise<RelayRound> {
  authorizeSystem(ctx.actor);
  let sent = 0;
  for (let count = 0; count < BATCH; count += 1) {
    const one = await ctx.db.$transaction((tx) => relayOldest(tx, ctx, send), { maxWait: 10_000, timeout: 30_000 });
    if (one.kind === 'sent') sent += 1;
    else if (one.kind === 'failed')
      return { sent, busy: false, failure: { message: one.message, attempts: one.attempts } };
    else if (one.kind !== 'dropped') return { sent, busy: one.kind === 'busy', failure: null };
  }
  return { sent, busy: false, failure: null };
}
