import { ModelStateEvent } from '@leeway/contracts';
import type { Db } from '@leeway/store';

/** What each model server last said of itself, where that can still be read. */
export async function reportedStates(db: Db, modelIds: string[]): Promise<Map<string, ModelStateEvent>> {
  const rows = await db.modelState.findMany({ where: { modelId: { in: modelIds } } });
  const states = new Map<string, ModelStateEvent>();
  for (const row of rows) {
    const parsed = ModelStateEvent.safeParse(row.state);
    if (parsed.success) states.set(row.modelId, parsed.data);
  }
  return states;
}

/** The version in the newest pane, for models whose server says nothing of itself. */
export async function newestVersion(db: Db, modelId: string): Promise<string> {
  const pane = await db.pane.findFirst({ where: { modelId }, orderBy: { startAt: 'desc' }, select: { version: true } });
  return pane?.version ?? '';
}
