import type { Db, Tx } from '@leeway/store';
import { toSloRecord, type SloRecord } from './slo-record.ts';

/** SLOs of a model that are in use, oldest first. */
export async function activeSlos(db: Db | Tx, modelId: string): Promise<SloRecord[]> {
  const rows = await db.slo.findMany({
    where: { modelId, archivedAt: null },
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
  });
  return rows.map(toSloRecord);
}

/** Their ids alone: an SLO whose spec cannot be read is among them. */
export async function activeSloIds(db: Db | Tx, modelId: string): Promise<string[]> {
  const rows = await db.slo.findMany({ where: { modelId, archivedAt: null }, select: { id: true } });
  return rows.map((row) => row.id);
}
