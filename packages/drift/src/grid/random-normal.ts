import { sha256Hex } from '../hash/sha256.ts';

/**
 * Numbers in [0, 1), the same for the same seed: sfc32 (Doty-Humphrey, PractRand) on 128 bits of the seed's SHA-256.
 */
export function seededUniform(seed: string): () => number {
  const hash = sha256Hex(new TextEncoder().encode(seed));
  const word = (index: number): number => Number.parseInt(hash.slice(index * 8, index * 8 + 8), 16) | 0;
  let [a, b, c, counter] = [word(0), word(1), word(2), word(3)];
  return () => {
    const sum = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (c << 21) | (c >>> 11);
    c = (c + sum) | 0;
    return (sum >>> 0) / 2 ** 32;
  };
}

/** Standard normal numbers (Box and Muller, 1958), the same for the same seed. */
export function seededNormal(seed: string): () => number {
  const uniform = seededUniform(seed);
  return () => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform());
}
