/** Sum of counts; exact up to 2^53. */
export function totalCount(counts: Float64Array): number {
  let total = 0;
  for (const count of counts) total += count;
  return total;
}
