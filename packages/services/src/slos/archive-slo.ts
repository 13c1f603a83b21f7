import { lockTallies, notifyLive } from '@leeway/store';
import { appendAudit } from '../audit/append-audit.ts';
import type { Ctx } from '../context.ts';
import { ServiceError } from '../errors.ts';
import { authorize } from '../people/authorize.ts';
import { inTransaction } from '../transaction.ts';
import { applyAlertChanges } from './apply-alert-changes.ts';
import { endBudgetStep } from './budget-steps.ts';
import { lockModelMinutes } from './lock-model-minutes.ts';
import { refuseStale } from './save-slo.ts';
import { settleSloIncident } from './slo-incident.ts';
import type { ArchiveSloInput } from './slo-input.ts';
import { toSloRecord } from './slo-record.ts';

/** Takes an SLO out of use. It stays readable with all its versions and alerts; its open alerts end. */
export async function archiveSlo({ ctx, input }: { ctx: Ctx; input: ArchiveSloInput }): Promise<void> {
  authorize(ctx.actor, 'editSlo');
  await inTransaction(ctx.db, async (tx) => {
    const now = ctx.now();
    const row = await tx.slo.findUnique({ where: { id: input.id } });
    if (row === null) throw new ServiceError('not-found', 'There is no such SLO.');
    await lockModelMinutes(tx, row.modelId);
    // Whoever judges it at this moment is waited for, and whoever comes after finds it archived.
    await lockTallies(tx, [input.id], { skipBusy: false });
    const { count } = await tx.slo.updateMany({
      where: { id: input.id, version: input.expectedVersion, archivedAt: null },
      data: { archivedAt: now, updatedAt: now },
    });
    if (count === 0) await refuseStale(tx, input.id, input.expectedVersion);
    const open = await tx.sloAlert.findMany({ where: { sloId: input.id, resolvedAt: null } });
    const changes = open.map((alert) => ({
      kind: 'resolved' as const,
      rowId: alert.rowId,
      severity: alert.severity === 'page' ? ('page' as const) : ('ticket' as const),
      atMs: now.getTime(),
      burnRate: null,
    }));
    const slo = toSloRecord(row);
    await applyAlertChanges(tx, { slo, changes, now });
    await endBudgetStep(tx, slo.id, now);
    await settleSloIncident(tx, { slo, actor: ctx.actor, now, text: `The SLO “${slo.name}” was archived` });
    await notifyLive(tx, { kind: 'slo', modelId: row.modelId, id: row.id, atMs: now.getTime() });
    await appendAudit(tx, {
      at: now,
      actor: ctx.actor,
      action: 'slo.archive',
      target: `slo:${row.id}`,
      data: { version: row.version, name: row.name, reason: input.reason },
    });
  });
}
