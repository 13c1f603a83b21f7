import { rocAucMetric } from '../binary/ranking-metrics.ts';
import { clippedLog } from '../binary/probability-metrics.ts';
import { measured, undefinedBecause, type PerformanceReading } from '../performance-metric.ts';
import { scoreTableOf } from '../score-table.ts';
import type { ClassProbabilities, MulticlassInput, MulticlassMetric } from './multiclass-input.ts';

function readProbabilities(
  { probabilities }: MulticlassInput,
  compute: (probabilities: ClassProbabilities) => PerformanceReading,
): PerformanceReading {
  if (probabilities === null)
    return undefinedBecause('needs the probabilities of every class, which panes do not keep');
  if (probabilities.labels.length === 0) return undefinedBecause('no labelled probabilities');
  return compute(probabilities);
}

export const multiclassLogLossMetric: MulticlassMetric = {
  id: 'logLoss',
  label: 'Log loss',
  kind: 'multiclass',
  unit: 'nats',
  direction: 'lower',
  range: [0, 36.1],
  formula: 'mean of −ln(probability given to the true class), clipped to [2^−52, 1 − 2^−52]',
  source: 'Good, J. R. Stat. Soc. B 14, 1952; clipped as scikit-learn does',
  read: (input) =>
    readProbabilities(input, ({ classes, labels, rows }) => {
      let sum = 0;
      for (let row = 0; row < labels.length; row += 1) {
        const probability = rows[row * classes.length + (labels[row] ?? 0)] ?? Number.NaN;
        if (!(probability >= 0 && probability <= 1)) return undefinedBecause('a probability lies outside 0..1');
        sum += clippedLog(probability);
      }
      return measured(sum / labels.length);
    }),
};

/** AUC of the scores of `column` between rows of one class and the rows that `isOther` holds for. */
function aucOf(all: ClassProbabilities, column: number, isOther: (label: number) => boolean): PerformanceReading {
  const { classes, labels, rows } = all;
  const [scores, truths]: [number[], number[]] = [[], []];
  for (let row = 0; row < labels.length; row += 1) {
    const label = labels[row] ?? 0;
    if (label !== column && !isOther(label)) continue;
    scores.push(rows[row * classes.length + column] ?? 0);
    truths.push(label === column ? 1 : 0);
  }
  return rocAucMetric.read({
    table: scoreTableOf(Float64Array.from(scores), Uint8Array.from(truths)),
    confusion: null,
  });
}

type Part = { value: number; weight: number };

function mean(parts: readonly Part[]): PerformanceReading {
  let [sum, weights] = [0, 0];
  for (const { value, weight } of parts) {
    sum += value * weight;
    weights += weight;
  }
  return weights === 0 ? undefinedBecause('needs two classes') : measured(sum / weights);
}

function countOf({ labels }: ClassProbabilities, column: number): number {
  let count = 0;
  for (let row = 0; row < labels.length; row += 1) if (labels[row] === column) count += 1;
  return count;
}

/** A class that is never true makes the plain mean undefined, and weighs nothing in the weighted one. */
function oneVersusRest(all: ClassProbabilities, isWeighted: boolean): PerformanceReading {
  const parts: Part[] = [];
  for (const [column, name] of all.classes.entries()) {
    const weight = countOf(all, column);
    if (isWeighted && weight === 0) continue;
    const auc = aucOf(all, column, () => true);
    if (auc.state === 'undefined') return undefinedBecause(`class ${name}: ${auc.reason}`);
    parts.push({ value: auc.value, weight: isWeighted ? weight : 1 });
  }
  return mean(parts);
}

/** Pairs of the classes that are true at least once. */
function oneVersusOne(all: ClassProbabilities, isWeighted: boolean): PerformanceReading {
  const counts = all.classes.map((_, column) => countOf(all, column));
  const present = counts.flatMap((count, column) => (count > 0 ? [column] : []));
  const parts: Part[] = [];
  for (const [at, a] of present.entries()) {
    for (const b of present.slice(at + 1)) {
      const [one, other] = [aucOf(all, a, (label) => label === b), aucOf(all, b, (label) => label === a)];
      if (one.state === 'undefined') return one;
      if (other.state === 'undefined') return other;
      const weight = isWeighted ? (counts[a] ?? 0) + (counts[b] ?? 0) : 1;
      parts.push({ value: (one.value + other.value) / 2, weight });
    }
  }
  return mean(parts);
}

/** ROC AUC of several classes, averaged in one of the ways that scikit-learn offers. */
export function multiclassRocAuc(id: string, way: 'ovr' | 'ovo', average: 'macro' | 'weighted'): MulticlassMetric {
  const isWeighted = average === 'weighted';
  const pairs = way === 'ovr' ? 'each class against the rest' : 'each pair of classes, both ways';
  return {
    id,
    label: `ROC AUC, ${way === 'ovr' ? 'one against the rest' : 'one against one'}, ${average}`,
    kind: 'multiclass',
    unit: 'share',
    direction: 'higher',
    range: [0, 1],
    formula: `mean AUC of ${pairs}${isWeighted ? ', by how often they are true' : ''}`,
    source: `${way === 'ovr' ? 'Fawcett, Pattern Recognit. Lett. 27, 2006' : 'Hand & Till, Mach. Learn. 45, 2001'}; as scikit-learn`,
    read: (input) => readProbabilities(input, (all) => (way === 'ovr' ? oneVersusRest : oneVersusOne)(all, isWeighted)),
  };
}
