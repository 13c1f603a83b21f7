/** Standardised values are counted in units of 2^−20. */
export const MOMENT_UNIT = 2 ** 20;
/** Standardised values beyond ±1,024 count as that, so that one absurd value does not hide all others. */
export const MOMENT_CLAMP = 2 ** 30;

/** (value − centre) ÷ scale as an integer of moment units. Domain: finite value, positive scale; so never NaN. */
export function standardised(value: number, centre: number, scale: number): number {
  // Halves up, as Math.round, which takes a branch that nobody can predict.
  const scaled = Math.floor(((value - centre) / scale) * MOMENT_UNIT + 0.5);
  // Two branches that always go the same way: Math.min and Math.max would be waited for.
  if (scaled > MOMENT_CLAMP) return MOMENT_CLAMP;
  return scaled < -MOMENT_CLAMP ? -MOMENT_CLAMP : scaled;
}
