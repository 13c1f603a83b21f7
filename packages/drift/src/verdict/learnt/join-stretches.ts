/** From (included) to (excluded), in ms. */
export type Stretch = { fromMs: number; toMs: number };

/** The same instants in as few stretches as possible, which neither overlap nor touch, in the order of time. */
export function joinStretches(stretches: readonly Stretch[]): Stretch[] {
  const all: Stretch[] = [];
  for (const { fromMs, toMs } of stretches.toSorted((a, b) => a.fromMs - b.fromMs)) {
    const last = all.at(-1);
    if (toMs <= fromMs) continue;
    if (last !== undefined && fromMs <= last.toMs) last.toMs = Math.max(last.toMs, toMs);
    else all.push({ fromMs, toMs });
  }
  return all;
}
