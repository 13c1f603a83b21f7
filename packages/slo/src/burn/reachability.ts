import { formatFactor, formatPercent } from '../words/format-number.ts';
import { maximumBurnRate } from './burn-rate.ts';

export type Reachability =
  | { reachable: true }
  | {
      reachable: false;
      maximumBurn: number;
      /** The target must be above this for the threshold to be reachable. */
      targetAbove: number;
      /** A threshold that can fire: 70 % of the most that is possible, so a total outage of 70 % of the long window. */
      suggestedBurn: number;
      message: string;
    };

/**
 * Whether a threshold can ever be exceeded. Burn cannot exceed 1 ÷ (1 − target), so 14.4× never fires at 93.06 % or
 * below, just where the targets of model quality sit.
 */
export function reachability(burnAbove: number, target: number): Reachability {
  const maximumBurn = maximumBurnRate(target);
  if (burnAbove < maximumBurn) return { reachable: true };
  const targetAbove = 1 - 1 / burnAbove;
  const suggestedBurn = roundDown(maximumBurn * 0.7);
  const message =
    `At ${formatPercent(target)} burn never exceeds ${formatFactor(maximumBurn)}, every event bad. ` +
    `${formatFactor(burnAbove)} needs a target above ${formatPercent(targetAbove, 2)}.`;
  return { reachable: false, maximumBurn, targetAbove, suggestedBurn, message };
}

/** To one decimal, or two below 1; never up, so that it stays below the most that is possible. */
function roundDown(value: number): number {
  const digits = value < 1 ? 100 : 10;
  return Math.floor(value * digits + 1e-9) / digits;
}

/** The lowest target at which every row can fire: above 1 − 1 ÷ the largest threshold. Null without rows. */
export function allReachableAbove(rows: readonly { burnAbove: number }[]): number | null {
  if (rows.length === 0) return null;
  return 1 - 1 / Math.max(...rows.map((row) => row.burnAbove));
}
