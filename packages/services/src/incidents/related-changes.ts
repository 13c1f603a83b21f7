import { RELATED_WITHIN_MS, type RelatedChange } from '@leeway/response';
import type { Tx } from '@leeway/store';

const MAX_RELATED = 20;

/** What somebody did within half an hour of `aroundMs`, nearest first; Leeway's own responses are no causes. */
export async function relatedChanges(tx: Tx, modelId: string, aroundMs: number): Promise<RelatedChange[]> {
  const rows = await tx.changeEvent.findMany({
    where: {
      OR: [{ modelId }, { modelId: null }],
      kind: { not: 'response' },
      at: { gte: new Date(aroundMs - RELATED_WITHIN_MS), lte: new Date(aroundMs + RELATED_WITHIN_MS) },
    },
    orderBy: [{ at: 'desc' }, { id: 'asc' }],
    take: 200,
  });
  return rows
    .map((row) => ({
      id: row.id,
      kind: row.kind as RelatedChange['kind'],
      title: row.title,
      actor: row.actor,
      fromValue: row.fromValue,
      toValue: row.toValue,
      atMs: row.at.getTime(),
    }))
    .toSorted((a, b) => Math.abs(a.atMs - aroundMs) - Math.abs(b.atMs - aroundMs) || (a.id < b.id ? -1 : 1))
    .slice(0, MAX_RELATED);
}
