import { readConfusion, type BinaryMetric } from './binary-input.ts';
import type { Confusion } from './confusion.ts';

const SOURCE = 'as scikit-learn computes it';

/** A ratio that is 0 by convention when nothing is counted below. */
function ratio(part: number, whole: number, nothing: string): number | { value: number; note: string } {
  return whole === 0 ? { value: 0, note: `0 by convention: ${nothing}` } : part / whole;
}

function share(
  id: string,
  label: string,
  formula: string,
  compute: (confusion: Confusion) => ReturnType<typeof ratio> | { reason: string },
): BinaryMetric {
  return {
    id,
    label,
    kind: 'binary',
    unit: 'share',
    direction: 'higher',
    range: [0, 1],
    formula,
    source: SOURCE,
    read: (input) => readConfusion(input, compute),
  };
}

export const accuracyMetric = share('accuracy', 'Accuracy', '(tp + tn)/n', ({ tp, fp, tn, fn }) => {
  return (tp + tn) / (tp + fp + tn + fn);
});

export const precisionMetric = share('precision', 'Precision', 'tp/(tp + fp); 0 without positive answers', (c) =>
  ratio(c.tp, c.tp + c.fp, 'no positive answers'),
);

export const recallMetric = share('recall', 'Recall', 'tp/(tp + fn); 0 without positives', (c) =>
  ratio(c.tp, c.tp + c.fn, 'no positives'),
);

export const specificityMetric = share('specificity', 'Specificity', 'tn/(tn + fp); undefined without negatives', (c) =>
  c.tn + c.fp === 0 ? { reason: 'no negatives' } : c.tn / (c.tn + c.fp),
);

export const f1Metric = share('f1', 'F1', '2·tp/(2·tp + fp + fn); 0 without positives and positive answers', (c) =>
  ratio(2 * c.tp, 2 * c.tp + c.fp + c.fn, 'neither positives nor positive answers'),
);

export const balancedAccuracyMetric = share(
  'balancedAccuracy',
  'Balanced accuracy',
  'mean of the recalls of the classes that occur',
  ({ tp, fp, tn, fn }) => {
    const recalls = [...(tp + fn > 0 ? [tp / (tp + fn)] : []), ...(tn + fp > 0 ? [tn / (tn + fp)] : [])];
    return recalls.reduce((sum, recall) => sum + recall, 0) / recalls.length;
  },
);

export const matthewsMetric: BinaryMetric = {
  id: 'mcc',
  label: 'Matthews correlation',
  kind: 'binary',
  unit: 'index',
  direction: 'higher',
  range: [-1, 1],
  formula: '(tp·tn − fp·fn)/√((tp+fp)(tp+fn)(tn+fp)(tn+fn)); 0 where a factor is 0',
  source: `Matthews, Biochim. Biophys. Acta 405, 1975; ${SOURCE}`,
  read: (input) =>
    readConfusion(input, ({ tp, fp, tn, fn }) => {
      const squared = (tp + fp) * (tp + fn) * (tn + fp) * (tn + fn);
      if (squared === 0) return { value: 0, note: '0 by convention: only one class or one answer' };
      return (tp * tn - fp * fn) / (Math.sqrt((tp + fp) * (tn + fn)) * Math.sqrt((tp + fn) * (tn + fp)));
    }),
};

export const cohenKappaMetric: BinaryMetric = {
  id: 'cohenKappa',
  label: "Cohen's kappa",
  kind: 'binary',
  unit: 'index',
  direction: 'higher',
  range: [-1, 1],
  formula: '1 − n·(fp + fn)/((tp+fn)(fn+tn) + (tp+fp)(fp+tn)); undefined where all is one class and one answer',
  source: `Cohen, Educ. Psychol. Meas. 20, 1960; ${SOURCE}`,
  read: (input) =>
    readConfusion(input, ({ tp, fp, tn, fn }) => {
      const expected = (tp + fn) * (fn + tn) + (tp + fp) * (fp + tn);
      if (expected === 0) return { reason: 'all labels and all answers are one class' };
      return 1 - ((fp + fn) * (tp + fp + tn + fn)) / expected;
    }),
};

function count(id: keyof Confusion, label: string, direction: 'higher' | 'lower'): BinaryMetric {
  return {
    id,
    label,
    kind: 'binary',
    unit: 'count',
    direction,
    range: [0, Infinity],
    formula: `number of ${label.toLowerCase()}`,
    source: SOURCE,
    read: (input) => readConfusion(input, (confusion) => confusion[id]),
  };
}

export const truePositivesMetric = count('tp', 'True positives', 'higher');
export const falsePositivesMetric = count('fp', 'False positives', 'lower');
export const trueNegativesMetric = count('tn', 'True negatives', 'higher');
export const falseNegativesMetric = count('fn', 'False negatives', 'lower');
