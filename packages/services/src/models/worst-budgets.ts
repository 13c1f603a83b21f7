import type { Db } from '@leeway/store';
import { knownRemaining } from '@leeway/slo';
import type { ModelRow } from './model-views.ts';

/** Of each model's SLOs the one with the least budget left, as far as that is known. */
export async function worstBudgets(db: Db, modelIds: string[]): Promise<Map<string, NonNullable<ModelRow['budget']>>> {
  const rows = await db.slo.findMany({
    where: { modelId: { in: modelIds }, archivedAt: null },
    select: {
      id: true,
      name: true,
      modelId: true,
      status: { select: { coverage: true, budgetRemaining: true, remainingDayAgo: true } },
    },
  });
  const worst = new Map<string, NonNullable<ModelRow['budget']>>();
  for (const { id, name, modelId, status } of rows) {
    const remaining = status === null ? null : knownRemaining(status.budgetRemaining, status.coverage);
    const known = worst.get(modelId);
    if (known !== undefined && (remaining ?? Infinity) >= (known.remaining ?? Infinity)) continue;
    worst.set(modelId, { sloId: id, name, remaining, remainingDayAgo: status?.remainingDayAgo ?? null });
  }
  return worst;
}
