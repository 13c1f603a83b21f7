import { formatPercent } from '../format/format-number.ts';

/** A share 0..1 as per cent with enough digits to tell a small one from none. */
export function formatShare(share: number): string {
  if (share === 0) return '0\u00a0%';
  if (share < 0.0001) return '<\u00a00.01\u00a0%';
  if (share < 0.01) return formatPercent(share, 2);
  return share < 0.9995 ? formatPercent(share, 1) : '100\u00a0%';
}
