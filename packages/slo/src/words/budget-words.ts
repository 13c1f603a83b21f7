import { budgetShare } from '../budget/budget-share.ts';
import { windowMinutes } from '../budget/rolling-window.ts';
import { definitionOf } from '../sli/registry.ts';
import { countingOf, type CountedSpec } from '../spec/budgeting.ts';
import { formatAbout, formatCount } from './format-number.ts';
import { formatMinutes } from './format-minutes.ts';

export type BudgetWords = {
  /** "1 prediction in 100" or "99 predictions in 1,000". */
  share: string;
  /** "about 9.3 million of 92.9 million"; null while no traffic is known. */
  counts: string | null;
  /** "67 h 12 min of total outage". */
  outage: string;
};

/** What may go wrong, in words: as a share, as counts of the window's traffic, as time. */
export function budgetWords(input: {
  spec: CountedSpec;
  target: number;
  windowDays: number;
  /** Good and bad ones that the window is expected to hold. */
  expectedTotal: number | null;
}): BudgetWords {
  const { outage } = definitionOf(input.spec);
  const { noun, unit } = countingOf(input.spec);
  const share = budgetShare(input.target);
  const minutes = formatMinutes(share * windowMinutes(input.windowDays));
  const counts =
    unit === 'event' && input.expectedTotal !== null && input.expectedTotal > 0
      ? `about ${formatAbout(share * input.expectedTotal)} of ${formatAbout(input.expectedTotal)}`
      : null;
  return { share: shareWords(share, noun), counts, outage: `${minutes} of ${outage}` };
}

function shareWords(share: number, noun: { one: string; many: string }): string {
  const oneIn = 1 / share;
  if (Math.abs(oneIn - Math.round(oneIn)) < 1e-6) return `1 ${noun.one} in ${formatCount(Math.round(oneIn))}`;
  let base = 100;
  while (base < 1e5 && Math.abs(share * base - Math.round(share * base)) > 1e-6) base *= 10;
  return `${formatCount(share * base)} ${noun.many} in ${formatCount(base)}`;
}
