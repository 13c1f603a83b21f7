const number = new Float64Array(1);
/** The same eight bytes as integers; which half is the high one depends on the machine. */
const halves = new Int32Array(number.buffer);
number[0] = 1;
const HIGH = halves[1] === 0 ? 0 : 1;

/** Most edges with one key that are stepped through one by one. */
const MAX_RUN = 8;
const TABLE_SIZE = 256;
/** Above every key of a finite double. */
const PADDING = 2 ** 30 - 1;

/** 31 bits of a double that never decrease as it grows: its sign, exponent and first 19 digits of mantissa. */
export function orderKey(value: number): number {
  number[0] = value;
  const high = halves[HIGH] as number;
  return (high ^ ((high >> 31) & 0x7fffffff)) >> 1;
}

/**
 * Keys of ascending edges, padded to the next power of two up to 256. Null where bisecting is better: more edges, or a
 * long run of edges so close to each other that their keys are equal.
 */
export function orderKeysOf(edges: Float64Array): Int32Array | null {
  if (edges.length > TABLE_SIZE) return null;
  let size = 1;
  while (size < edges.length) size *= 2;
  const keys = new Int32Array(size).fill(PADDING);
  let run = 0;
  for (let i = 0; i < edges.length; i += 1) {
    const key = orderKey(edges[i] as number);
    run = i > 0 && keys[i - 1] === key ? run + 1 : 1;
    if (run > MAX_RUN) return null;
    keys[i] = key;
  }
  return keys;
}

/**
 * Number of edges below `value`, without a branch that depends on it: smaller keys are counted by halving steps, edges
 * of the same key are compared as doubles. Equals `numericCell` for every finite double. Domain: `keys` of `edges`.
 */
export function keyedCell(keys: Int32Array, edges: Float64Array, value: number): number {
  number[0] = value;
  const high = halves[HIGH] as number;
  const key = (high ^ ((high >> 31) & 0x7fffffff)) >> 1;
  let below = 0;
  if (keys.length === TABLE_SIZE) {
    below = (((keys[127] as number) - key) >>> 31) << 7;
    below += (((keys[below + 63] as number) - key) >>> 31) << 6;
    below += (((keys[below + 31] as number) - key) >>> 31) << 5;
    below += (((keys[below + 15] as number) - key) >>> 31) << 4;
    below += (((keys[below + 7] as number) - key) >>> 31) << 3;
    below += (((keys[below + 3] as number) - key) >>> 31) << 2;
    below += (((keys[below + 1] as number) - key) >>> 31) << 1;
    below += ((keys[below] as number) - key) >>> 31;
  } else {
    for (let half = keys.length >> 1; half > 0; half >>= 1)
      below += (((keys[below + half - 1] as number) - key) >>> 31) * half;
  }
  while (below < edges.length && (edges[below] as number) < value) below += 1;
  return below;
}
