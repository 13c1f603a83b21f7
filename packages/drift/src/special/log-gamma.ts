/** B(2k) ÷ (2k(2k − 1)): coefficients of Stirling's series. */
const STIRLING = [1 / 12, -1 / 360, 1 / 1_260, -1 / 1_680, 1 / 1_188, -691 / 360_360, 1 / 156, -3_617 / 122_400];

/**
 * ln Γ(x) for x > 0 by Stirling's series (Abramowitz & Stegun 6.1.41) after shifting x above 12 with
 * Γ(x) = Γ(x + 1)/x. Absolute error below 1e−14·max(1, |ln Γ|). Throws RangeError outside the domain.
 */
export function logGamma(x: number): number {
  if (!(x > 0)) throw new RangeError(`logGamma of ${x}`);
  if (x === 1 || x === 2) return 0;
  let shifted = x;
  let product = 1;
  for (; shifted < 12; shifted += 1) product *= shifted;
  let series = 0;
  let power = shifted;
  for (const coefficient of STIRLING) {
    series += coefficient / power;
    power *= shifted * shifted;
  }
  return (shifted - 0.5) * Math.log(shifted) - shifted + 0.5 * Math.log(2 * Math.PI) + series - Math.log(product);
}
