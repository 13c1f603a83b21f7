/** Most classes of a model whose answers are counted by class. */
export const MAX_CLASSES = 50;

/** Answers by true class: row = true, column = answered, both in the order of `classes`. */
export type ConfusionMatrix = { readonly classes: readonly string[]; readonly counts: Float64Array };

export function createConfusionMatrix(classes: readonly string[]): ConfusionMatrix {
  if (new Set(classes).size !== classes.length) throw new RangeError('classes must differ');
  return { classes, counts: new Float64Array(classes.length ** 2) };
}

/** Counts answers by index of class. */
export function confusionMatrixOf(
  classes: readonly string[],
  labels: ArrayLike<number>,
  answers: ArrayLike<number>,
): ConfusionMatrix {
  const matrix = createConfusionMatrix(classes);
  for (let row = 0; row < labels.length; row += 1) {
    const cell = (labels[row] ?? 0) * classes.length + (answers[row] ?? 0);
    matrix.counts[cell] = (matrix.counts[cell] ?? 0) + 1;
  }
  return matrix;
}

/** Adds a matrix of the same classes to another, in place; exactly commutative and associative. */
export function addConfusionMatrix(target: ConfusionMatrix, { classes, counts }: ConfusionMatrix): void {
  if (classes.join('\n') !== target.classes.join('\n')) throw new RangeError('confusion matrices of different classes');
  for (let cell = 0; cell < counts.length; cell += 1)
    target.counts[cell] = (target.counts[cell] ?? 0) + (counts[cell] ?? 0);
}

export type ClassCounts = {
  name: string;
  /** Rows of the class, answers of the class, answers that were right. */
  actual: number;
  answered: number;
  right: number;
};

/** By class, for those that occur as label or as answer. */
export function classCounts({ classes, counts }: ConfusionMatrix): ClassCounts[] {
  const size = classes.length;
  return classes.flatMap((name, index) => {
    let [actual, answered] = [0, 0];
    for (let other = 0; other < size; other += 1) {
      actual += counts[index * size + other] ?? 0;
      answered += counts[other * size + index] ?? 0;
    }
    return actual + answered === 0 ? [] : [{ name, actual, answered, right: counts[index * size + index] ?? 0 }];
  });
}
