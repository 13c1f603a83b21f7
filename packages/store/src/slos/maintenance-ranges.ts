import type { MinuteRange } from '@leeway/slo';
import type { Db, Tx } from '../client.ts';

/** Maintenances of a model that touch a range. */
export async function maintenanceRanges(
  db: Db | Tx,
  { modelId, fromMs, toMs }: MinuteRange & { modelId: string },
): Promise<MinuteRange[]> {
  const rows = await db.sloMaintenance.findMany({
    where: { modelId, toAt: { gt: new Date(fromMs) }, fromAt: { lt: new Date(toMs) } },
    select: { fromAt: true, toAt: true },
  });
  return rows.map(({ fromAt, toAt }) => ({ fromMs: fromAt.getTime(), toMs: toAt.getTime() }));
}

/** Models with a maintenance at an instant. */
export async function modelsInMaintenance(db: Db | Tx, at: Date): Promise<ReadonlySet<string>> {
  const rows = await db.sloMaintenance.findMany({
    where: { fromAt: { lte: at }, toAt: { gt: at } },
    select: { modelId: true },
    distinct: ['modelId'],
  });
  return new Set(rows.map(({ modelId }) => modelId));
}
