import { confusionOfAnswers, decodeAnswerPane } from '@leeway/drift';

/** Answers of a stored pane of several classes that were right and wrong. */
export function rightAnswers(counts: Uint8Array): { right: number; wrong: number } {
  const { classes, counts: cells } = confusionOfAnswers(decodeAnswerPane(counts));
  let [right, all] = [0, 0];
  for (const [index, count] of cells.entries()) {
    all += count;
    if (index % (classes.length + 1) === 0) right += count;
  }
  return { right, wrong: all - right };
}
