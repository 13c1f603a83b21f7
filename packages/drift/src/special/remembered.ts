const MOST_REMEMBERED = 2_000;

/**
 * A pure function of numbers that remembers its last results: the features of a window ask for the same quantiles, and
 * each takes dozens of evaluations. Bounded: when full, all is forgotten. Errors are not remembered.
 */
export function remembered<Arguments extends readonly number[]>(
  compute: (...args: Arguments) => number,
): (...args: Arguments) => number {
  const known = new Map<string, number>();
  return (...args) => {
    const key = args.join(' ');
    const before = known.get(key);
    if (before !== undefined) return before;
    const value = compute(...args);
    if (known.size >= MOST_REMEMBERED) known.clear();
    known.set(key, value);
    return value;
  };
}
