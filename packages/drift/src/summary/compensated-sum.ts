/** Sum with Neumaier's compensation (ZAMM 54, 1974): the error stays at one rounding whatever the order and signs. */
export function compensatedSum(values: Iterable<number>): number {
  let sum = 0;
  let lost = 0;
  for (const value of values) {
    const next = sum + value;
    lost += Math.abs(sum) >= Math.abs(value) ? sum - next + value : value - next + sum;
    sum = next;
  }
  const total = sum + lost;
  // Beyond the range of doubles the compensation is NaN, the sum is not.
  return Number.isNaN(total) ? sum : total;
}
