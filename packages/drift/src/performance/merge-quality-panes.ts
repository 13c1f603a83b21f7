import { createQualityPane, QUALITY_COUNTERS, SCORE_CELLS, type QualityPane } from './quality-pane.ts';

/** Adds a quality pane to another, in place. */
export function addQualityPane(target: QualityPane, pane: QualityPane): void {
  for (let cell = 0; cell < SCORE_CELLS; cell += 1) {
    target.positive[cell] = (target.positive[cell] ?? 0) + (pane.positive[cell] ?? 0);
    target.negative[cell] = (target.negative[cell] ?? 0) + (pane.negative[cell] ?? 0);
  }
  for (const counter of QUALITY_COUNTERS) target[counter] += pane[counter];
}

/** The pane of all stretches together; exactly commutative and associative. */
export function mergeQualityPanes(...panes: readonly QualityPane[]): QualityPane {
  const merged = createQualityPane();
  for (const pane of panes) addQualityPane(merged, pane);
  return merged;
}
