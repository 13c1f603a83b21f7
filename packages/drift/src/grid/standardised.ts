/** Standardised values are counted in units of 2^−20. */
export const MOMENT_UNIT = 2 ** 20;
/** Standardised values beyond ±1,024 count as that, so that one absurd value does not hide all others. */
export const MOMENT_CLAMP = 2 ** 30;

/** (value − centre) ÷ scale as an integer of moment units. Domain: finite value, positive scale; so never NaN. */
export function standardised(value: number, centre: number, scale: number): number {
  const scaled = Math.round(((value - centre) / scale) * MOMENT_UNIT);
  return Math.min(MOMENT_CLAMP, Math.max(-MOMENT_CLAMP, scaled));
}
