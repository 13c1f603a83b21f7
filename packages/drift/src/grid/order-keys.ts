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

/** Both halves of each double, as `countSmallerKeys` takes them. */
export function highsOf(values: Float64Array): Int32Array {
  return new Int32Array(values.buffer, values.byteOffset, 2 * values.length);
}

/**
 * Of [from, to) values, for each the number of edges whose key is smaller than its own, into the same places of
 * `below`: never more than `keyedCell`, which steps on through edges of the same key. Two at a time, whose halving steps
 * do not wait for each other. What is no finite number gets any number of edges. Domain: `from` even, `highs` and `below`
 * one longer than `to` when that is odd.
 */
export function countSmallerKeys(
  keys: Int32Array,
  highs: Int32Array,
  from: number,
  to: number,
  below: Int32Array,
): void {
  const size = keys.length;
  for (let i = from; i < to; i += 2) {
    const highA = highs[2 * i + HIGH] as number;
    const highB = highs[2 * i + 2 + HIGH] as number;
    const a = (highA ^ ((highA >> 31) & 0x7fffffff)) >> 1;
    const b = (highB ^ ((highB >> 31) & 0x7fffffff)) >> 1;
    let x = 0;
    let y = 0;
    if (size > 128) {
      x = (((keys[127] as number) - a) >>> 31) << 7;
      y = (((keys[127] as number) - b) >>> 31) << 7;
    }
    if (size > 64) {
      x += (((keys[x + 63] as number) - a) >>> 31) << 6;
      y += (((keys[y + 63] as number) - b) >>> 31) << 6;
    }
    if (size > 32) {
      x += (((keys[x + 31] as number) - a) >>> 31) << 5;
      y += (((keys[y + 31] as number) - b) >>> 31) << 5;
    }
    if (size > 16) {
      x += (((keys[x + 15] as number) - a) >>> 31) << 4;
      y += (((keys[y + 15] as number) - b) >>> 31) << 4;
    }
    if (size > 8) {
      x += (((keys[x + 7] as number) - a) >>> 31) << 3;
      y += (((keys[y + 7] as number) - b) >>> 31) << 3;
    }
    if (size > 4) {
      x += (((keys[x + 3] as number) - a) >>> 31) << 2;
      y += (((keys[y + 3] as number) - b) >>> 31) << 2;
    }
    if (size > 2) {
      x += (((keys[x + 1] as number) - a) >>> 31) << 1;
      y += (((keys[y + 1] as number) - b) >>> 31) << 1;
    }
    if (size > 1) {
      x += ((keys[x] as number) - a) >>> 31;
      y += ((keys[y] as number) - b) >>> 31;
    }
    below[i] = x;
    below[i + 1] = y;
  }
}
