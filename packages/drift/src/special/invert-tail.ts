/**
 * The x ≥ 0 at which a falling tail function reaches `probability`, by doubling and bisection on the logarithm: for
 * probabilities as small as 1e−300. Domain: 0 < probability ≤ tail(0). Relative error about 1e−14.
 */
export function invertTail(tail: (x: number) => number, probability: number): number {
  let high = 1;
  while (tail(high) > probability && high < 1e12) high *= 2;
  let low = 0;
  for (let i = 0; i < 200 && high - low > high * 2 ** -50; i += 1) {
    const middle = (low + high) / 2;
    if (tail(middle) > probability) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
