/** Names kept of one feature and pane. */
export const MAX_FREQUENT_NAMES = 20;

/**
 * The most frequent of a stream of names in bounded memory. `counts` are never too large and at most `undercount` too
 * small; a name that is not among them occurred at most `undercount` times. `undercount` ≤ total ÷ (20 + 1).
 */
export type FrequentNames = { total: number; undercount: number; counts: Map<string, number> };

export function createFrequentNames(): FrequentNames {
  return { total: 0, undercount: 0, counts: new Map() };
}

/** Takes as much from every count; what is left with nothing is gone. */
function takeFromAll(names: FrequentNames, amount: number): void {
  names.undercount += amount;
  for (const [name, count] of names.counts)
    if (count <= amount) names.counts.delete(name);
    else names.counts.set(name, count - amount);
}

/**
 * One more occurrence (Misra & Gries, Science of Computer Programming 2, 1982): a name without a place takes one from
 * every other, itself included. O(1) amortised.
 */
export function addName(names: FrequentNames, name: string): void {
  names.total += 1;
  const known = names.counts.get(name);
  if (known !== undefined) names.counts.set(name, known + 1);
  else if (names.counts.size < MAX_FREQUENT_NAMES) names.counts.set(name, 1);
  else takeFromAll(names, 1);
}

/** Adds what another stream held; the bounds add up (Agarwal et al., Mergeable summaries, PODS 2012). */
export function addFrequentNames(target: FrequentNames, other: FrequentNames): void {
  target.total += other.total;
  target.undercount += other.undercount;
  for (const [name, count] of other.counts) target.counts.set(name, (target.counts.get(name) ?? 0) + count);
  if (target.counts.size <= MAX_FREQUENT_NAMES) return;
  const ranked = [...target.counts.values()].toSorted((a, b) => b - a);
  takeFromAll(target, ranked[MAX_FREQUENT_NAMES] ?? 0);
}
