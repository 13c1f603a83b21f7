import { verifyAuditChain } from '@leeway/services';
import type { Command } from '../command.ts';
import { withStore } from '../with-store.ts';

export const auditVerify: Command = {
  name: 'audit verify',
  summary: 'recompute the hash chain of the audit log',
  options: {},
  run: async ({ io }) => {
    const result = await withStore(io, (ctx) => verifyAuditChain({ db: ctx.db }));
    if (result.ok)
      return {
        text: `The chain of ${result.entries} entries is whole. Last hash ${result.lastHash}.`,
        json: result,
      };
    return {
      text: `The chain is broken at entry ${result.atSeq}: ${result.reason}. ${result.entriesBefore} entries before it are whole.`,
      json: { ...result, atSeq: String(result.atSeq) },
      failed: true,
    };
  },
};
