const { PI } = Math;
const PI2 = PI * PI;
const HALF_ROOT = Math.sqrt(PI / 2);
/** exp(−x) is 0 for doubles beyond. */
const MAX_EXPONENT = 745;

/** Σ over all whole k of term((k + shift)²)·exp(−π²(k + shift)²/2z²), for shift 0 or ½. */
function thetaSum(z: number, shift: 0 | 0.5, term: (square: number) => number): number {
  let sum = shift === 0 ? term(0) : 0;
  for (let k = shift === 0 ? 1 : 0; ; k += 1) {
    const square = (k + shift) ** 2;
    const exponent = (PI2 * square) / (2 * z * z);
    if (exponent > MAX_EXPONENT) return sum;
    sum += 2 * term(square) * Math.exp(-exponent);
  }
}

/**
 * P(Dₙ ≤ d) ≈ K₀(z) + K₁(z)/√n + K₂(z)/n + K₃(z)/n^1.5 at z = d√n (Pelz & Good, J. R. Stat. Soc. B 38(2), 1976; written
 * out in Simard & L'Ecuyer, J. Stat. Softw. 39(11), 2011). Error about 1e−8 at n = 140, falling with n². Domain: z > 0.
 */
export function pelzGoodProbability(n: number, d: number): number {
  const z = d * Math.sqrt(n);
  const z2 = z * z;
  const z4 = z2 * z2;
  const z6 = z4 * z2;
  const k0 = (HALF_ROOT / z) * thetaSum(z, 0.5, () => 1);
  const k1 = (HALF_ROOT / (6 * z4)) * thetaSum(z, 0.5, (s) => PI2 * s - z2);
  const k2 =
    (HALF_ROOT / (72 * z6 * z)) *
      thetaSum(z, 0.5, (s) => 6 * z6 + 2 * z4 + PI2 * (2 * z4 - 5 * z2) * s + PI2 ** 2 * (1 - 2 * z2) * s * s) -
    (HALF_ROOT / (36 * z2 * z)) * thetaSum(z, 0, (s) => PI2 * s);
  const k3 =
    (HALF_ROOT / (6_480 * z6 * z4)) *
      thetaSum(
        z,
        0.5,
        (s) =>
          PI2 ** 3 * (5 - 30 * z2) * s ** 3 +
          PI2 ** 2 * (-60 * z2 + 212 * z4) * s * s +
          PI2 * (135 * z4 - 96 * z6) * s -
          (30 * z6 + 90 * z4 * z4),
      ) +
    (HALF_ROOT / (216 * z6)) * thetaSum(z, 0, (s) => -PI2 * PI2 * s * s + 3 * PI2 * z2 * s);
  return k0 + k1 / Math.sqrt(n) + k2 / n + k3 / (n * Math.sqrt(n));
}
