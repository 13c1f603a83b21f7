import { SHORT_HISTORY } from '../budget/slo-state.ts';

export const BUDGET_CONSEQUENCES = ['review', 'tighten-remediations', 'freeze-releases', 'escalate'] as const;
export type BudgetConsequence = (typeof BUDGET_CONSEQUENCES)[number];

export type BudgetStep = {
  /** In force while no more than this share of the budget is left. */
  left: number;
  consequences: readonly BudgetConsequence[];
};

/**
 * What happens as a budget goes, as the Site Reliability Workbook asks a team to agree on beforehand: at half of it the
 * team looks at what spends it, at a quarter fewer people may decide on risky remediations, and once it is gone nothing
 * new is released and somebody is called.
 */
export const ERROR_BUDGET_POLICY: readonly BudgetStep[] = [
  { left: 0.5, consequences: ['review'] },
  { left: 0.25, consequences: ['review', 'tighten-remediations'] },
  { left: 0, consequences: ['review', 'tighten-remediations', 'freeze-releases', 'escalate'] },
];

/** A step is left when so much more is left again, so that a budget that hovers does not flicker. */
export const REGAINED = 0.02;

export const CONSEQUENCE_WORDS: Record<BudgetConsequence, string> = {
  review: 'look at what spends it',
  'tighten-remediations': 'remediations of medium or high risk are decided by an admin',
  'freeze-releases': 'release nothing new for this model but what repairs it',
  escalate: 'an incident opens, even if no alert fires',
};

/**
 * The step that is in force: the last one that has been reached, or null. What is not known changes nothing: while nothing
 * is measured, or a young history says too little, the step before stays.
 */
export function budgetStep(input: {
  policy: readonly BudgetStep[];
  remaining: number | null;
  /** Share of the window since something was first measured in it. */
  historyShare: number;
  isMeasured: boolean;
  /** The step in force before, by what was left. */
  previous: number | null;
}): BudgetStep | null {
  const { policy, remaining, previous } = input;
  const kept = policy.find((step) => step.left === previous) ?? null;
  if (remaining === null || !input.isMeasured || input.historyShare < SHORT_HISTORY) return kept;
  const reached = policy.filter((step) => remaining <= step.left).at(-1) ?? null;
  if (kept === null || (reached !== null && reached.left <= kept.left)) return reached;
  const holds = policy.filter((step) => remaining < step.left + REGAINED && step.left >= kept.left);
  return holds.at(-1) ?? null;
}
