import type { Db } from '@leeway/store';

/** How the active reference came to be the active one; what undoing it goes back to. */
export type ReferenceSwitch = { previousId: string | null; atMs: number; by: string; reason: string };

/** The newest recorded switch to this reference; null where it is older than what is kept of changes. */
export async function lastSwitch(db: Db, modelId: string, activeId: string | null): Promise<ReferenceSwitch | null> {
  if (activeId === null) return null;
  const change = await db.changeEvent.findFirst({
    where: { modelId, kind: 'config', toValue: activeId, id: { startsWith: 'reference:' } },
    orderBy: { at: 'desc' },
    select: { fromValue: true, at: true, actor: true, detail: true },
  });
  if (change === null) return null;
  const { fromValue, at, actor, detail } = change;
  return { previousId: fromValue, atMs: at.getTime(), by: actor, reason: detail };
}
