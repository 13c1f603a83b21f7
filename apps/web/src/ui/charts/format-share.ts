/** A share 0..1 as per cent with enough digits to tell small ones from none. */
export function formatShare(share: number): string {
  const percent = share * 100;
  if (percent === 0) return '0 %';
  if (percent < 0.01) return '< 0.01 %';
  if (percent < 1) return `${percent.toFixed(2)} %`;
  return percent < 99.95 ? `${percent.toFixed(1)} %` : '100 %';
}
