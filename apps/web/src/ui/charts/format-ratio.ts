/** Metric ÷ critical as people read it: two decimals, fewer once it is far beyond. */
export function formatRatio(ratio: number): string {
  if (ratio >= 100) return '> 99';
  return ratio >= 10 ? ratio.toFixed(1) : ratio.toFixed(2);
}
