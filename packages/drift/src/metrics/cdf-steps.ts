/**
 * Walks two ascending samples together: between one distinct value and the next, `difference` = F − G is constant over
 * `width`. Domain: at least one value each.
 */
export function forEachCdfStep(
  reference: Float64Array,
  current: Float64Array,
  visit: (width: number, difference: number) => void,
): void {
  const n = reference.length;
  const m = current.length;
  let i = 0;
  let j = 0;
  let value = Math.min(reference[0] as number, current[0] as number);
  while (i < n || j < m) {
    while (i < n && reference[i] === value) i += 1;
    while (j < m && current[j] === value) j += 1;
    const next = Math.min(i < n ? (reference[i] as number) : Infinity, j < m ? (current[j] as number) : Infinity);
    if (next === Infinity) return;
    visit(next - value, (i * m - j * n) / (n * m));
    value = next;
  }
}
