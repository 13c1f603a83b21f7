import { formatFixed } from '../../ui/format/format-number.ts';

/** A share as per cent without the sign, for columns that say "%" in their head: 0.2041 → "20.4". */
export function percentNumber(share: number, digits = 1): string {
  return formatFixed(share * 100, Math.abs(share) >= 10 ? 0 : digits);
}

/** A burn rate: two digits that matter, "0.41×", "3.7×", "45×". */
export function burnNumber(burnRate: number): string {
  if (burnRate === 0) return '0×';
  const digits = burnRate >= 20 ? 0 : burnRate >= 1 ? 1 : 2;
  return `${formatFixed(burnRate, digits)}×`;
}

/** A share of good ones: as many digits as its budget needs, so that 99.95 % does not read 100 %. */
export function goodShare(good: number, bad: number, target: number): string {
  const total = good + bad;
  if (total === 0) return '–';
  const digits = Math.min(4, Math.max(2, Math.ceil(-Math.log10(1 - target))));
  const share = Math.floor((good / total) * 10 ** (digits + 2)) / 10 ** (digits + 2);
  return `${formatFixed(share * 100, digits)}\u00a0%`;
}

/** Coverage never rounds up to all of it. */
export function coverageText(coverage: number): string {
  if (coverage >= 1) return '100\u00a0%';
  return `${formatFixed(Math.floor(coverage * 1_000) / 10, 1)}\u00a0%`;
}
