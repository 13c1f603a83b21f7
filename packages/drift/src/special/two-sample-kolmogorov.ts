import { finiteKolmogorovTail } from './finite-kolmogorov.ts';

/** Both samples at most this large: the exact law; beyond, that of one sample of nm/(n + m) values. */
export const EXACT_UP_TO = 10_000;

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b);
}

/** n = m: 2·Σ(−1)^(k+1)·C(2n, n − kh)/C(2n, n), by Horner from the innermost ratio (Gnedenko & Korolyuk, 1951). */
function equalSizes(n: number, h: number): number {
  let probability = 0;
  for (let k = Math.floor(n / h); k >= 0; k -= 1) {
    let ratio = 1;
    for (let j = 0; j < h; j += 1) ratio *= (n - k * h - j) / (n + k * h + j + 1);
    probability = ratio * (1 - probability);
  }
  return 2 * probability;
}

/**
 * Share of the lattice paths from (0, 0) to (m, n) that leave the band |i·n − j·m| < h·gcd. A(i, j), the share of the
 * paths to (i, j) that have left it, is the mean of A(i − 1, j) and A(i, j − 1) weighted by i and j, and 1 outside.
 */
function pathsOutside(longer: number, shorter: number, h: number): number {
  const divisor = greatestCommonDivisor(longer, shorter);
  const m = longer / divisor;
  const n = shorter / divisor;
  const outside = new Float64Array(shorter + 1).fill(1);
  let last = 1;
  for (let i = 0; i <= longer; i += 1) {
    const first = Math.max(0, Math.floor((n * i - h) / m) + 1);
    const end = Math.min(shorter, Math.ceil((n * i + h) / m) - 1);
    let below = first === 0 ? 0 : 1;
    for (let j = first; j <= end; j += 1) {
      const before = outside[j] ?? 1;
      below = i === 0 ? 0 : i + j === 0 ? 0 : (before * i + below * j) / (i + j);
      outside[j] = below;
    }
    // What the band has left behind is outside for every later column.
    for (let j = Math.max(0, Math.floor((n * (i - 1) - h) / m) + 1); j < first; j += 1) outside[j] = 1;
    last = end === shorter ? below : 1;
  }
  return last;
}

/**
 * P(D ≥ statistic) of the two-sided two-sample Kolmogorov–Smirnov statistic when nothing differs: exact where both
 * samples hold at most 10,000 values (n = m: Gnedenko & Korolyuk 1951; else paths through a band, Hodges, Ark. Mat. 3,
 * 1958), beyond by the finite-n law at nm/(n + m) values. With ties it is an upper bound. Domain: n, m ≥ 1,
 * 0 ≤ statistic ≤ 1.
 */
export function twoSampleKolmogorovTail(n: number, m: number, statistic: number): number {
  if (!(n >= 1 && m >= 1 && statistic >= 0 && statistic <= 1))
    throw new RangeError(`twoSampleKolmogorovTail(${n}, ${m}, ${statistic})`);
  const longer = Math.max(n, m);
  const shorter = Math.min(n, m);
  if (longer > EXACT_UP_TO)
    return finiteKolmogorovTail(Math.max(1, roundHalfEven((longer / (n + m)) * shorter)), statistic);
  // The statistic is a multiple of 1/lcm.
  const h = Math.round(statistic * (longer / greatestCommonDivisor(longer, shorter)) * shorter);
  if (h === 0) return 1;
  const tail = n === m ? equalSizes(n, h) : pathsOutside(longer, shorter, h);
  return Math.min(1, Math.max(0, tail));
}

function roundHalfEven(value: number): number {
  const floor = Math.floor(value);
  const fraction = value - floor;
  if (fraction === 0.5) return floor % 2 === 0 ? floor : floor + 1;
  return Math.round(value);
}
