import type { Actor } from '@leeway/response';
import type { Db } from '@leeway/store';
import { auditHash, GENESIS_HASH } from './append-audit.ts';

const PAGE = 1_000;

export type AuditChainResult =
  | { ok: true; entries: number; lastHash: string }
  | { ok: false; atSeq: bigint; reason: string; entriesBefore: number };

/**
 * Walks the chain from its beginning. An altered row no longer gives its hash; a removed or reordered one breaks the
 * numbering or the link to the row before. Rows cut off at the end show only against a hash that was noted elsewhere:
 * compare `lastHash` with it.
 */
export async function verifyAuditChain({ db }: { db: Db }): Promise<AuditChainResult> {
  let lastHash = GENESIS_HASH;
  let expected = 1n;
  for (;;) {
    const rows = await db.auditEntry.findMany({
      where: { seq: { gte: expected } },
      orderBy: { seq: 'asc' },
      take: PAGE,
    });
    for (const row of rows) {
      const fail = (reason: string): AuditChainResult => ({
        ok: false,
        atSeq: row.seq,
        reason,
        entriesBefore: Number(expected - 1n),
      });
      if (row.seq !== expected) return fail(`entry ${expected} is missing`);
      if (row.prevHash !== lastHash) return fail('it does not follow the entry before it');
      const hash = auditHash(lastHash, {
        seq: String(row.seq),
        at: row.at.toISOString(),
        actor: row.actor as Actor,
        action: row.action,
        target: row.target,
        data: row.data,
      });
      if (hash !== row.hash) return fail('its content was altered');
      lastHash = row.hash;
      expected += 1n;
    }
    if (rows.length < PAGE) return { ok: true, entries: Number(expected - 1n), lastHash };
  }
}
