import type { MersenneTwister } from './mersenne-twister.ts';

/** Whole number in [0, n), 1 ≤ n < 2^32, by rejection of the highest bits, as Python's `_randbelow`. */
function below(random: MersenneTwister, n: number): number {
  const shift = Math.clz32(n);
  for (;;) {
    const draw = random.uint32() >>> shift;
    if (draw < n) return draw;
  }
}

/** `random.sample(range(n), k)` of CPython 3.11: k different whole numbers below n, 0 ≤ k ≤ n. */
export function pythonSample(random: MersenneTwister, n: number, k: number): number[] {
  const tableSize = 21 + (k > 5 ? 4 ** Math.ceil(Math.log(k * 3) / Math.log(4)) : 0);
  const drawn: number[] = [];
  if (n <= tableSize) {
    const pool = Array.from({ length: n }, (_, i) => i);
    for (let i = 0; i < k; i += 1) {
      const j = below(random, n - i);
      drawn.push(pool[j] ?? 0);
      pool[j] = pool[n - i - 1] ?? 0;
    }
    return drawn;
  }
  const taken = new Set<number>();
  while (taken.size < k) {
    let j = below(random, n);
    while (taken.has(j)) j = below(random, n);
    taken.add(j);
    drawn.push(j);
  }
  return drawn;
}
