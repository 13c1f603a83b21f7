/**
 * Area under the ROC curve = P(score of a positive > score of a negative) + ½ P(equal), by mid-ranks
 * (Mann-Whitney). NaN where one class is absent.
 */
export function rocAuc(scores: Float64Array, labels: Uint8Array): number {
  const order = Uint32Array.from(scores.keys()).toSorted((a, b) => (scores[a] ?? 0) - (scores[b] ?? 0));
  const positives = labels.reduce((sum, label) => sum + label, 0);
  const negatives = labels.length - positives;
  if (positives === 0 || negatives === 0) return Number.NaN;
  let rankSum = 0;
  for (let from = 0; from < order.length;) {
    const score = scores[order[from] ?? 0];
    let to = from;
    let tiedPositives = 0;
    for (; to < order.length && scores[order[to] ?? 0] === score; to += 1) tiedPositives += labels[order[to] ?? 0] ?? 0;
    rankSum += tiedPositives * ((from + 1 + to) / 2);
    from = to;
  }
  return (rankSum - (positives * (positives + 1)) / 2) / (positives * negatives);
}
