import { measured, undefinedBecause } from '../performance-metric.ts';
import { readClasses, type MulticlassMetric } from './multiclass-input.ts';

const SOURCE = 'as scikit-learn computes it';

export const multiclassAccuracyMetric: MulticlassMetric = {
  id: 'accuracy',
  label: 'Accuracy',
  kind: 'multiclass',
  unit: 'share',
  direction: 'higher',
  range: [0, 1],
  formula: 'right answers ÷ n; equal to precision, recall and F1 averaged over rows (micro)',
  source: SOURCE,
  read: (input) => readClasses(input, ({ right, n }) => measured(right / n)),
};

export const multiclassBalancedAccuracyMetric: MulticlassMetric = {
  id: 'balancedAccuracy',
  label: 'Balanced accuracy',
  kind: 'multiclass',
  unit: 'share',
  direction: 'higher',
  range: [0, 1],
  formula: 'mean of the recalls of the classes that are true at least once',
  source: SOURCE,
  read: (input) =>
    readClasses(input, ({ byClass }) => {
      const recalls = byClass.flatMap(({ right, actual }) => (actual === 0 ? [] : [right / actual]));
      return measured(recalls.reduce((sum, recall) => sum + recall, 0) / recalls.length);
    }),
};

export const multiclassMatthewsMetric: MulticlassMetric = {
  id: 'mcc',
  label: 'Matthews correlation',
  kind: 'multiclass',
  unit: 'index',
  direction: 'higher',
  range: [-1, 1],
  formula: '(n·right − Σ t·p)/√((n² − Σp²)(n² − Σt²)) over rows t and answers p of each class; 0 where a factor is 0',
  source: `Gorodkin, Comput. Biol. Chem. 28, 2004; ${SOURCE}`,
  read: (input) =>
    readClasses(input, ({ byClass, n, right }) => {
      let [together, ofAnswers, ofRows] = [n * right, n * n, n * n];
      for (const { actual, answered } of byClass) {
        together -= actual * answered;
        ofAnswers -= answered * answered;
        ofRows -= actual * actual;
      }
      if (ofAnswers * ofRows === 0) return measured(0, 0, '0 by convention: only one class or one answer');
      return measured(together / (Math.sqrt(ofAnswers) * Math.sqrt(ofRows)));
    }),
};

export const multiclassKappaMetric: MulticlassMetric = {
  id: 'cohenKappa',
  label: "Cohen's kappa",
  kind: 'multiclass',
  unit: 'index',
  direction: 'higher',
  range: [-1, 1],
  formula: '1 − (1 − right/n)/(1 − Σ t·p/n²); undefined where all is one class and one answer',
  source: `Cohen, Educ. Psychol. Meas. 20, 1960; ${SOURCE}`,
  read: (input) =>
    readClasses(input, ({ byClass, n, right }) => {
      const expected = n * n - byClass.reduce((sum, { actual, answered }) => sum + actual * answered, 0);
      if (expected === 0) return undefinedBecause('all labels and all answers are one class');
      return measured(1 - ((n - right) * n) / expected);
    }),
};
