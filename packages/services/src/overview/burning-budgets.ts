import { SloCalendar } from '@leeway/slo';
import type { Db } from '@leeway/store';
import { z } from 'zod';
import type { BurningBudget } from './overview-view.ts';

const MAX_BUDGETS = 20;
/** The stored alert rows, as far as the overview reads them. */
const AlertRows = z.array(z.looseObject({ firing: z.boolean(), severity: z.string().optional() })).catch([]);

/** Budgets that burn or are spent, worst first. When one runs out is told for the present burn rate. */
export async function burningBudgets(db: Db): Promise<{ items: BurningBudget[]; total: number }> {
  const where = { state: { in: ['burning', 'exhausted'] }, slo: { archivedAt: null } };
  const [rows, total] = await Promise.all([
    db.sloStatus.findMany({
      where,
      include: { slo: true },
      orderBy: { budgetRemaining: { sort: 'asc', nulls: 'last' } },
      take: MAX_BUDGETS,
    }),
    db.sloStatus.count({ where }),
  ]);
  const items = rows.map((row): BurningBudget => {
    const firing = AlertRows.parse(row.alert).find((alert) => alert.firing);
    const remaining = row.budgetRemaining;
    return {
      sloId: row.sloId,
      name: row.slo.name,
      modelId: row.slo.modelId,
      target: row.slo.target,
      windowDays: row.slo.windowDays,
      calendar: SloCalendar.nullable().parse(row.slo.calendar),
      budgetRemaining: remaining,
      remainingDayAgo: row.remainingDayAgo,
      burnRate: row.burnRate,
      exhaustsAtMs: row.exhaustsAt?.getTime() ?? null,
      coverage: row.coverage,
      firing: firing === undefined ? null : (firing.severity ?? 'firing'),
    };
  });
  return { items, total };
}
