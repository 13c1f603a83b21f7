import type { Actor } from '../actor.ts';
import type { Risk } from '../remediation/action-definition.ts';
import type { DecisionRefusal } from './decision-policy.ts';

/** An SLO of the model whose error-budget policy tightens who may decide; null = none does. */
export type BudgetStanding = { sloName: string } | null;

/**
 * Whether an error budget leaves the decision to this person: while it is tightened, what may do more harm than good is
 * decided by an admin. What carries a low risk stays open to approvers.
 */
export function mayDecideUnderBudget(input: { actor: Actor; risk: Risk; standing: BudgetStanding }): DecisionRefusal {
  const { actor, risk, standing } = input;
  if (standing === null || risk === 'low') return { allowed: true };
  if (actor.kind === 'person' && actor.role === 'admin') return { allowed: true };
  return {
    allowed: false,
    reason: `Little is left of the error budget of “${standing.sloName}”: an admin decides what carries a ${risk} risk.`,
  };
}
