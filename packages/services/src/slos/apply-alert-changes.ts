import type { AlertChange } from '@leeway/slo';
import type { Tx } from '@leeway/store';
import type { SloRecord } from './slo-record.ts';

/** An alert that fired belongs to this incident. */
export type AlertLink = { rowId: string; incidentId: string };

/** Keeps when rows fired and let go. Repeating it changes nothing: one unresolved alert a row. */
export async function applyAlertChanges(
  tx: Tx,
  input: { slo: SloRecord; changes: readonly AlertChange[]; links?: readonly AlertLink[]; now: Date },
): Promise<void> {
  const { slo, changes, now } = input;
  const incidentOf = new Map(input.links?.map((link) => [link.rowId, link.incidentId]));
  const resolved = changes.filter((change) => change.kind === 'resolved').map((change) => change.rowId);
  if (resolved.length > 0)
    await tx.sloAlert.updateMany({
      where: { sloId: slo.id, rowId: { in: resolved }, resolvedAt: null },
      data: { resolvedAt: now },
    });
  const fired = changes.filter((change) => change.kind === 'fired');
  if (fired.length > 0)
    await tx.sloAlert.createMany({
      data: fired.map((change) => ({
        sloId: slo.id,
        rowId: change.rowId,
        severity: change.severity,
        firedAt: now,
        burnRate: change.burnRate,
        incidentId: incidentOf.get(change.rowId) ?? null,
      })),
      skipDuplicates: true,
    });
}
