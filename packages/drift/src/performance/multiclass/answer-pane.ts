import { createConfusionMatrix, MAX_CLASSES, type ConfusionMatrix } from './confusion-matrix.ts';

/**
 * Answers by true class over one stretch, for classes that nobody named before. All integers, so panes add exactly and
 * in any order, unless there are more classes than `MAX_CLASSES`: then the ones that came first are kept.
 */
export type AnswerPane = {
  /** In the order in which they were first seen. */
  readonly classes: string[];
  /** By true class, then by answer, both by place in `classes`. */
  readonly counts: Map<number, Map<number, number>>;
  /** Pairs with a class beyond the first `MAX_CLASSES`: in no metric. */
  leftOut: number;
  /** Labelled events whose prediction carried no answer. */
  unanswered: number;
};

export function createAnswerPane(): AnswerPane {
  return { classes: [], counts: new Map(), leftOut: 0, unanswered: 0 };
}

function placeOf({ classes }: AnswerPane, name: string): number {
  const place = classes.indexOf(name);
  if (place >= 0 || classes.length >= MAX_CLASSES) return place;
  return classes.push(name) - 1;
}

function addCount(pane: AnswerPane, label: string, answer: string, count: number): void {
  const [row, column] = [placeOf(pane, label), placeOf(pane, answer)];
  if (row < 0 || column < 0) {
    pane.leftOut += count;
    return;
  }
  const answers = pane.counts.get(row) ?? new Map<number, number>();
  answers.set(column, (answers.get(column) ?? 0) + count);
  pane.counts.set(row, answers);
}

/** Adds one prediction whose truth is known. */
export function countAnswer(pane: AnswerPane, { label, answer }: { label: string; answer: string | null }): void {
  if (answer === null) pane.unanswered += 1;
  else addCount(pane, label, answer, 1);
}

/** Every pair that was seen, by the names of its classes. */
export function* answerPairs({
  classes,
  counts,
}: AnswerPane): Generator<{ label: string; answer: string; count: number }> {
  for (const [row, answers] of counts)
    for (const [column, count] of answers) yield { label: classes[row] ?? '', answer: classes[column] ?? '', count };
}

/** Adds a pane to another, in place. */
export function addAnswerPane(target: AnswerPane, pane: AnswerPane): void {
  for (const { label, answer, count } of answerPairs(pane)) addCount(target, label, answer, count);
  target.leftOut += pane.leftOut;
  target.unanswered += pane.unanswered;
}

/** Numbers by size, then other names as their characters compare. */
function byName(a: string, b: string): number {
  const [x, y] = [a, b].map((name) => (name.trim() === '' ? Number.NaN : Number(name))) as [number, number];
  const byKind = Number(Number.isNaN(x)) - Number(Number.isNaN(y));
  if (byKind !== 0) return byKind;
  if (x < y) return -1;
  if (x > y) return 1;
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

/** Classes in the order of their names. */
export function confusionOfAnswers(pane: AnswerPane): ConfusionMatrix {
  const classes = pane.classes.toSorted(byName);
  const places = new Map(classes.map((name, index) => [name, index]));
  const matrix = createConfusionMatrix(classes);
  for (const { label, answer, count } of answerPairs(pane))
    matrix.counts[(places.get(label) ?? 0) * classes.length + (places.get(answer) ?? 0)] = count;
  return matrix;
}

/** Labelled events, answered or not. */
export function labelledAnswers(pane: AnswerPane): number {
  let n = pane.leftOut + pane.unanswered;
  for (const { count } of answerPairs(pane)) n += count;
  return n;
}
