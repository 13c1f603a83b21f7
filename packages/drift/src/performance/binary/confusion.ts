import type { ScoreTable } from '../score-table.ts';

export type Confusion = { tp: number; fp: number; tn: number; fn: number };

export function emptyConfusion(): Confusion {
  return { tp: 0, fp: 0, tn: 0, fn: 0 };
}

export function countAnswer(confusion: Confusion, positive: boolean, predicted: boolean): void {
  if (positive) confusion[predicted ? 'tp' : 'fn'] += 1;
  else confusion[predicted ? 'fp' : 'tn'] += 1;
}

export function addConfusion(target: Confusion, { tp, fp, tn, fn }: Confusion): void {
  target.tp += tp;
  target.fp += fp;
  target.tn += tn;
  target.fn += fn;
}

/** Answers of 0 and 1 by label. */
export function confusionOf(labels: Uint8Array, answers: Uint8Array): Confusion {
  const confusion = emptyConfusion();
  for (let row = 0; row < labels.length; row += 1) countAnswer(confusion, labels[row] === 1, answers[row] === 1);
  return confusion;
}

/**
 * Answers at a threshold: positive where score ≥ threshold. Where the threshold lies inside a cell, every way in which
 * its rows may have been answered is a corner: the metrics of confusion counts are monotone in each, so that the corners
 * bound them.
 */
export function confusionAt(table: ScoreTable, threshold: number): { confusion: Confusion; corners: Confusion[] } {
  const confusion = emptyConfusion();
  const corners: Confusion[] = [];
  let split = -1;
  for (let cell = 0; cell < table.scores.length; cell += 1) {
    const answered = (table.scores[cell] ?? 0) >= threshold;
    confusion[answered ? 'tp' : 'fn'] += table.positives[cell] ?? 0;
    confusion[answered ? 'fp' : 'tn'] += table.negatives[cell] ?? 0;
    if ((table.low[cell] ?? 0) < threshold && threshold <= (table.high[cell] ?? 0)) split = cell;
  }
  if (split < 0) return { confusion, corners };
  const [p, n] = [table.positives[split] ?? 0, table.negatives[split] ?? 0];
  const answered = (table.scores[split] ?? 0) >= threshold;
  const base = answered
    ? { ...confusion, tp: confusion.tp - p, fp: confusion.fp - n }
    : { ...confusion, fn: confusion.fn - p, tn: confusion.tn - n };
  for (const [up, un] of [
    [p, n],
    [p, 0],
    [0, n],
    [0, 0],
  ] as const)
    corners.push({ tp: base.tp + up, fn: base.fn + p - up, fp: base.fp + un, tn: base.tn + n - un });
  return { confusion, corners };
}
