import { mayDecideUnderBudget, type Actor, type Risk } from '@leeway/response';
import type { RemediationModel, Tx } from '@leeway/store';
import { ServiceError } from '../errors.ts';
import { budgetStandings } from '../slos/budget-steps.ts';

/** Throws `forbidden` when the error budgets of the model leave this decision to somebody else. */
export async function authorizeUnderBudget(
  tx: Tx,
  actor: Actor,
  row: Pick<RemediationModel, 'modelId' | 'risk'>,
): Promise<void> {
  const standing = (await budgetStandings(tx, [row.modelId])).get(row.modelId) ?? null;
  const allowed = mayDecideUnderBudget({ actor, risk: row.risk as Risk, standing });
  if (!allowed.allowed) throw new ServiceError('forbidden', allowed.reason);
}
