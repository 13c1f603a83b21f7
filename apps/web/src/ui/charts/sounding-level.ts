/** Lower edges of the ramp's levels 1 to 6, in metric ÷ critical threshold. */
export const SOUNDING_EDGES = [0.25, 0.5, 0.75, 1, 1.5, 2] as const;

/** Level 0 to 6 on the sounding ramp. */
export function soundingLevel(ratio: number): number {
  let level = 0;
  for (const edge of SOUNDING_EDGES) if (ratio >= edge) level += 1;
  return level;
}
