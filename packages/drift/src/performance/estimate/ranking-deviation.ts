/** Spread of an observation-level statistic in the reference, and the share of rows that it is taken over. */
export type Deviation = { std: number; fraction: number };

export function populationStd(values: Float64Array): number {
  let [mean, squares] = [0, 0];
  for (const value of values) mean += value / values.length;
  for (const value of values) squares += (value - mean) ** 2;
  return Math.sqrt(squares / values.length);
}

/**
 * Spread of the share of negatives below each row of the rarer class: what the sampling error of an AUC is made of,
 * since AUC is the mean of those shares (Mann–Whitney). Source: NannyML 0.13, sampling_error/binary_classification,
 * including that a first-ranked row counts for nothing. Rows of equal score stay in the order given; NumPy's order is
 * that of its sorting network and differs from processor to processor. Null with one class only.
 */
export function rankingDeviation(scores: Float64Array, labels: Uint8Array): Deviation | null {
  const n = scores.length;
  let positives = 0;
  for (const label of labels) positives += label;
  const isFlipped = positives / n > 0.5;
  const rare = isFlipped ? 0 : 1;
  const count = isFlipped ? n - positives : positives;
  if (count === 0 || count === n) return null;
  const keys = isFlipped ? scores.map((score) => 1 - score) : scores;
  const order = Uint32Array.from({ length: n }, (_, i) => i).toSorted(
    (a, b) => (keys[a] ?? 0) - (keys[b] ?? 0) || a - b,
  );
  const below: number[] = [];
  for (let rank = 1; rank < n; rank += 1) {
    if (labels[order[rank] ?? 0] === rare) below.push((rank - below.length) / (n - count));
  }
  if (below.length === 0) return null;
  return { std: populationStd(Float64Array.from(below)), fraction: count / n };
}
