/** δ(1) … δ(15) follow from factorials; the series takes over where it is exact to the last digit. */
const EXACT_BELOW = 16;

function factorial(n: number): number {
  let product = 1;
  for (let i = 2; i <= n; i += 1) product *= i;
  return product;
}

const SMALL = Array.from({ length: EXACT_BELOW }, (_, n) =>
  n === 0 ? 0 : Math.log(factorial(n)) - ((n + 0.5) * Math.log(n) - n + 0.5 * Math.log(2 * Math.PI)),
);

/**
 * δ(n) = ln n! − ln(√(2πn)·(n/e)^n): what Stirling's formula lacks (Loader, Fast and accurate computation of binomial
 * probabilities, 2000). Domain: whole n ≥ 1. Absolute error below 1e−14.
 */
export function stirlingError(n: number): number {
  if (n < EXACT_BELOW) return SMALL[n] ?? Number.NaN;
  const square = n * n;
  return (1 / 12 - (1 / 360 - (1 / 1_260 - (1 / 1_680 - 1 / 1_188 / square) / square) / square) / square) / n;
}
