import type { Actor, BudgetStanding } from '@leeway/response';
import type { BudgetConsequence, BudgetStep } from '@leeway/slo';
import type { Db, Tx } from '@leeway/store';
import { appendAudit } from '../audit/append-audit.ts';
import type { SloRecord } from './slo-record.ts';

/** The step that each of these SLOs is on, by what is left; those on none are not in it. */
export async function readBudgetSteps(tx: Db | Tx, sloIds: readonly string[]): Promise<Map<string, number>> {
  const rows = await tx.sloBudgetStep.findMany({
    where: { sloId: { in: [...sloIds] }, endedAt: null },
    select: { sloId: true, left: true },
  });
  return new Map(rows.map((row) => [row.sloId, row.left]));
}

/** Ends the step that an SLO was on. Says whether there was one. */
export async function endBudgetStep(tx: Tx, sloId: string, now: Date): Promise<boolean> {
  const { count } = await tx.sloBudgetStep.updateMany({ where: { sloId, endedAt: null }, data: { endedAt: now } });
  return count > 0;
}

/** Writes down that an SLO came to another step of the error-budget policy, or left the last one. */
export async function recordBudgetStep(
  tx: Tx,
  input: {
    slo: SloRecord;
    before: number | null;
    step: BudgetStep | null;
    remaining: number | null;
    actor: Actor;
    now: Date;
  },
): Promise<void> {
  const { slo, step, remaining, actor, now } = input;
  await endBudgetStep(tx, slo.id, now);
  if (step !== null)
    await tx.sloBudgetStep.create({
      data: {
        sloId: slo.id,
        version: slo.version,
        left: step.left,
        remaining,
        consequences: [...step.consequences],
        beganAt: now,
      },
    });
  await appendAudit(tx, {
    at: now,
    actor,
    action: 'slo.budget-step',
    target: `slo:${slo.id}`,
    data: {
      name: slo.name,
      from: input.before,
      to: step?.left ?? null,
      remaining,
      asks: [...(step?.consequences ?? [])],
    },
  });
}

/** Models of which an error budget tightens who may decide on remediations, with the SLO of which least is left. */
export async function budgetStandings(
  db: Db | Tx,
  modelIds: readonly string[],
): Promise<Map<string, NonNullable<BudgetStanding>>> {
  const tightening: BudgetConsequence = 'tighten-remediations';
  const rows = await db.sloBudgetStep.findMany({
    where: {
      endedAt: null,
      consequences: { has: tightening },
      slo: { modelId: { in: [...modelIds] }, archivedAt: null },
    },
    select: { slo: { select: { modelId: true, name: true } } },
    orderBy: [{ left: 'desc' }, { id: 'desc' }],
  });
  return new Map(rows.map(({ slo }) => [slo.modelId, { sloName: slo.name }]));
}
