import type { BudgetConsequence, MinuteRange } from '@leeway/slo';
import { errorBudget } from '@leeway/slo';
import { readWorstMinutes, type Db } from '@leeway/store';
import type { BudgetStepView, RestatementView, RestatingView, WorstMinute } from './slo-views.ts';

const MAX_STEPS = 50;
const MAX_RESTATEMENTS = 50;
const MAX_WORST_MINUTES = 12;

/** Steps of the error-budget policy that an SLO was on, newest first. */
export async function budgetStepViews(db: Db, sloId: string): Promise<BudgetStepView[]> {
  const rows = await db.sloBudgetStep.findMany({ where: { sloId }, orderBy: { id: 'desc' }, take: MAX_STEPS });
  return rows.map((row) => ({
    id: String(row.id),
    left: row.left,
    consequences: row.consequences as BudgetConsequence[],
    remaining: row.remaining,
    sinceMs: row.beganAt.getTime(),
    untilMs: row.endedAt?.getTime() ?? null,
  }));
}

/** What was counted differently after it had been judged, newest first. */
export async function restatementViews(db: Db, sloId: string): Promise<RestatementView[]> {
  const rows = await db.sloRestatement.findMany({ where: { sloId }, orderBy: { id: 'desc' }, take: MAX_RESTATEMENTS });
  return rows.map((row) => ({
    id: String(row.id),
    version: row.version,
    atMs: row.at.getTime(),
    sinceMs: row.sinceAt.getTime(),
    fromMs: row.fromAt.getTime(),
    toMs: row.toAt.getTime(),
    changes: row.changes,
    good: Number(row.good),
    bad: Number(row.bad),
    unknown: Number(row.unknown),
    remainingBefore: row.remainingBefore,
    remainingAfter: row.remainingAfter,
    by: row.by,
  }));
}

/** What is being restated now: changes of an hour become one restatement. */
export async function restatingView(db: Db, sloId: string): Promise<RestatingView | null> {
  const row = await db.sloTally.findUnique({ where: { sloId }, select: { restating: true } });
  return (row?.restating ?? null) as RestatingView | null;
}

/** The minutes that spent most, each with its share of the budget of the SLO's whole window. */
export async function worstMinutes(
  db: Db,
  input: {
    sloId: string;
    range: MinuteRange;
    window: { good: number; bad: number };
    target: number;
    elapsedShare: number;
  },
): Promise<WorstMinute[]> {
  const { allowed } = errorBudget(input.window, input.target, input.elapsedShare);
  if (allowed === 0) return [];
  const minutes = await readWorstMinutes(db, { sloId: input.sloId, ...input.range, limit: MAX_WORST_MINUTES });
  return minutes.map(({ minuteMs, good, bad }) => ({ minuteMs, good, bad, budgetSpent: bad / allowed }));
}
