import { addNewCategories, decodeNewCategories, type NewCategories } from '@leeway/drift';
import type { Db } from '../client.ts';

/** What new categories of panes that start in [fromMs, toMs) are called, of all partitions and versions together. */
export async function loadNewCategories(
  db: Db,
  { modelId, gridId, fromMs, toMs }: { modelId: string; gridId: string; fromMs: number; toMs: number },
): Promise<NewCategories> {
  const rows = await db.newCategoryPane.findMany({
    where: { modelId, gridId, startAt: { gte: new Date(fromMs), lt: new Date(toMs) } },
    select: { names: true },
  });
  const sum: NewCategories = new Map();
  for (const { names } of rows) addNewCategories(sum, decodeNewCategories(names));
  return sum;
}
