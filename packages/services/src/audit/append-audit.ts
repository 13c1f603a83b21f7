import { createHash } from 'node:crypto';
import { canonicalJson, type Actor } from '@leeway/response';
import type { Tx } from '@leeway/store';

const CHAIN_LOCK = 0x1ee_0a7;
export const GENESIS_HASH = '0'.repeat(64);

export type AuditContent = { seq: string; at: string; actor: Actor; action: string; target: string; data: unknown };

export function auditHash(prevHash: string, content: AuditContent): string {
  return createHash('sha256').update(prevHash).update(canonicalJson(content)).digest('hex');
}

/** Appends to the hash chain in the caller's transaction; a lock makes the chain one line. */
export async function appendAudit(
  tx: Tx,
  entry: { at: Date; actor: Actor; action: string; target: string; data?: Record<string, unknown> },
): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(${CHAIN_LOCK}::bigint)`;
  const last = await tx.auditEntry.findFirst({ orderBy: { seq: 'desc' } });
  const seq = (last?.seq ?? 0n) + 1n;
  const prevHash = last?.hash ?? GENESIS_HASH;
  const data = JSON.parse(canonicalJson(entry.data ?? {}));
  const content: AuditContent = {
    seq: String(seq),
    at: entry.at.toISOString(),
    actor: entry.actor,
    action: entry.action,
    target: entry.target,
    data,
  };
  await tx.auditEntry.create({
    data: {
      seq,
      at: entry.at,
      actor: entry.actor,
      action: entry.action,
      target: entry.target,
      data,
      prevHash,
      hash: auditHash(prevHash, content),
    },
  });
}
