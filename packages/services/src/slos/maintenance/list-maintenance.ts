import type { Db } from '@leeway/store';
import type { MaintenanceView } from './maintenance-input.ts';

/** Most that a page shows. */
const MOST = 20;

/** Maintenances of a model that a page shows: what is planned, what runs, and the newest that are over. */
export async function listMaintenance(db: Db, modelId: string): Promise<MaintenanceView[]> {
  const rows = await db.sloMaintenance.findMany({ where: { modelId }, orderBy: { toAt: 'desc' }, take: MOST });
  return rows.map(({ id, fromAt, toAt, reason, createdBy, createdAt }) => ({
    id,
    fromMs: fromAt.getTime(),
    toMs: toAt.getTime(),
    reason,
    createdBy,
    createdAtMs: createdAt.getTime(),
  }));
}
