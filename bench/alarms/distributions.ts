export type Family = 'normal' | 'heavy';

/** Normal distribution function, relative error below 1.2e−7 on either tail (Numerical Recipes, erfcc). */
export function normalCdf(x: number): number {
  const z = Math.abs(x) / Math.SQRT2;
  const t = 1 / (1 + 0.5 * z);
  const series =
    -1.26551223 +
    t *
      (1.00002368 +
        t *
          (0.37409196 +
            t *
              (0.09678418 +
                t *
                  (-0.18628806 +
                    t * (0.27886807 + t * (-1.13520398 + t * (1.48851587 + t * (-0.82215223 + t * 0.17087277))))))));
  const tail = (t * Math.exp(-z * z + series)) / 2;
  return x > 0 ? 1 - tail : tail;
}

const TABLE_END = 9;
const TABLE_PER_UNIT = 1_024;
const TABLE = Float64Array.from({ length: 2 * TABLE_END * TABLE_PER_UNIT + 2 }, (_, at) =>
  normalCdf(at / TABLE_PER_UNIT - TABLE_END),
);

/** The same from a table by straight lines: at most 3e−8 further off, and ten times as fast. */
function tabledNormalCdf(x: number): number {
  if (x <= -TABLE_END) return 0;
  if (x >= TABLE_END) return 1;
  const at = (x + TABLE_END) * TABLE_PER_UNIT;
  const low = Math.floor(at);
  const below = TABLE[low] as number;
  return below + (at - low) * ((TABLE[low + 1] as number) - below);
}

/** Student's t with three degrees of freedom, in closed form. */
function heavyCdf(x: number): number {
  const s = x / Math.sqrt(3);
  return 0.5 + (s / (1 + s * s) + Math.atan(s)) / Math.PI;
}

export function cdfOf(family: Family): (x: number) => number {
  return family === 'normal' ? tabledNormalCdf : heavyCdf;
}

export function sdOf(family: Family): number {
  return family === 'normal' ? 1 : Math.sqrt(3);
}

/** By bisection between −10⁴ and 10⁴, on the exact function. */
export function quantileOf(family: Family, probability: number): number {
  const cdf = family === 'normal' ? normalCdf : heavyCdf;
  let low = -1e4;
  let high = 1e4;
  for (let i = 0; i < 80; i += 1) {
    const middle = (low + high) / 2;
    if (cdf(middle) < probability) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
