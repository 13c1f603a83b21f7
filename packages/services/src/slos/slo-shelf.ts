import type { Db, Tx } from '@leeway/store';
import { toSloRecord, type SloRecord } from './slo-record.ts';

export type ShelvedSlo = { slo: SloRecord; model: { name: string; paneMs: number } };
type Read = {
  slos: Map<string, ShelvedSlo>;
  failed: { modelId: string; sloId: string; error: unknown }[];
};
export type SloShelf = { read: (db: Db | Tx, sloIds: readonly string[]) => Promise<Read> };

/**
 * SLOs in use as they were parsed last: ten thousand specs are read through their schema when they change, not every
 * minute. Which version counts is read anew each time, so that a shelf never hands out an old one.
 */
export function createSloShelf(): SloShelf {
  const records = new Map<string, SloRecord>();

  async function parseMissing(db: Db | Tx, ids: string[], failed: Read['failed']): Promise<void> {
    if (ids.length === 0) return;
    for (const row of await db.slo.findMany({ where: { id: { in: ids } } }))
      try {
        records.set(row.id, toSloRecord(row));
      } catch (error) {
        failed.push({ modelId: row.modelId, sloId: row.id, error });
      }
  }

  return {
    async read(db, sloIds) {
      const rows = await db.slo.findMany({
        where: { id: { in: [...sloIds] }, archivedAt: null },
        select: { id: true, version: true, model: { select: { name: true, paneMs: true } } },
      });
      const failed: Read['failed'] = [];
      const current = ({ id, version }: { id: string; version: number }) => records.get(id)?.version === version;
      const missing = rows.filter((row) => !current(row)).map(({ id }) => id);
      for (const id of missing) records.delete(id);
      await parseMissing(db, missing, failed);
      const slos = new Map<string, ShelvedSlo>();
      for (const row of rows) {
        const slo = records.get(row.id);
        if (slo !== undefined) slos.set(row.id, { slo, model: row.model });
      }
      return { slos, failed };
    },
  };
}
