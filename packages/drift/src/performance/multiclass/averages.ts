import { measured } from '../performance-metric.ts';
import type { ClassCounts } from './confusion-matrix.ts';
import { readClasses, type MulticlassMetric } from './multiclass-input.ts';

type Average = 'macro' | 'weighted';

const SCORES: Record<
  'precision' | 'recall' | 'f1',
  { formula: string; of: (counts: ClassCounts) => [number, number] }
> = {
  precision: { formula: 'right ÷ answers of the class', of: ({ right, answered }) => [right, answered] },
  recall: { formula: 'right ÷ rows of the class', of: ({ right, actual }) => [right, actual] },
  f1: { formula: '2·right ÷ (rows + answers of the class)', of: (c) => [2 * c.right, c.actual + c.answered] },
};

const AVERAGES: Record<Average, string> = {
  macro: 'mean over the classes that occur as label or answer',
  weighted: 'mean over the classes by how often they are true',
};

/** A score by class, 0 where it has nothing below, averaged over classes as scikit-learn does. */
export function averaged(score: keyof typeof SCORES, average: Average, id: string): MulticlassMetric {
  const { formula, of } = SCORES[score];
  return {
    id,
    label: `${score === 'f1' ? 'F1' : `${score[0]?.toUpperCase()}${score.slice(1)}`}, ${average}`,
    kind: 'multiclass',
    unit: 'share',
    direction: 'higher',
    range: [0, 1],
    formula: `${formula}, ${AVERAGES[average]}`,
    source: 'as scikit-learn computes it',
    read: (input) =>
      readClasses(input, ({ byClass, n }) => {
        let sum = 0;
        let isConvention = false;
        for (const counts of byClass) {
          const [part, whole] = of(counts);
          isConvention ||= whole === 0;
          sum += (whole === 0 ? 0 : part / whole) * (average === 'macro' ? 1 / byClass.length : counts.actual / n);
        }
        return isConvention ? measured(sum, 0, '0 by convention for a class without any') : measured(sum);
      }),
  };
}
