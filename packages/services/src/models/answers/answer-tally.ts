import {
  addAnswerPane,
  addRegressionPane,
  confusionOfAnswers,
  createAnswerPane,
  createRegressionPane,
  decodeAnswerPane,
  decodeRegressionPane,
  labelledAnswers,
  MAX_CLASSES,
  MULTICLASS_METRICS,
  REGRESSION_METRICS,
  regressionErrorSizes,
  summariseRegressionPane,
  type PerformanceReading,
  type RegressionScale,
} from '@leeway/drift';
import type { AnswerMetric, AnswerMetricId, AnswerQualityView, AnswerValue } from './answer-quality-view.ts';

const Z_95 = 1.959963984540054;
const SHARES = [0.5, 0.9, 0.99];

export type StoredAnswers = { counts: Uint8Array; centre: number | null; scale: number | null };
type Read = { id: AnswerMetricId; definition: Described; reading: PerformanceReading; value: AnswerValue | null };
type Described = Pick<AnswerMetric, 'label' | 'formula' | 'unit' | 'direction'>;

/** Sums stored panes of one task and reads every metric off the sum. */
export interface AnswerTally {
  add(stored: StoredAnswers): void;
  readonly labelled: number;
  read(): Read[];
  facts(): Pick<AnswerQualityView, 'leftOut' | 'confusion' | 'errorSizes'>;
}

function around(value: number, half: number, [least, most]: readonly [number, number]): AnswerValue {
  return { value, low: Math.max(least, value - half), high: Math.min(most, value + half) };
}

class ClassTally implements AnswerTally {
  readonly #pane = createAnswerPane();

  add({ counts }: StoredAnswers): void {
    addAnswerPane(this.#pane, decodeAnswerPane(counts));
  }

  get labelled(): number {
    return labelledAnswers(this.#pane);
  }

  read(): Read[] {
    const input = { confusion: confusionOfAnswers(this.#pane), probabilities: null };
    const n = this.labelled - this.#pane.leftOut - this.#pane.unanswered;
    return Object.values(MULTICLASS_METRICS).map((definition) => {
      const reading = definition.read(input);
      const id = definition.id as AnswerMetricId;
      if (reading.state === 'undefined') return { id, definition, reading, value: null };
      const { value, bound } = reading;
      // Only the share of right answers is a plain share of n independent answers.
      const half = id === 'accuracy' ? Z_95 * Math.sqrt((value * (1 - value)) / n) : 0;
      return { id, definition, reading, value: around(value, half + bound, definition.range) };
    });
  }

  facts(): ReturnType<AnswerTally['facts']> {
    const { leftOut, unanswered } = this.#pane;
    const { classes, counts } = confusionOfAnswers(this.#pane);
    const reasons = [
      ...(unanswered > 0 ? [`${unanswered} had no answer`] : []),
      ...(leftOut > 0 ? [`${leftOut} had a class beyond the first ${MAX_CLASSES}`] : []),
    ];
    const size = classes.length;
    return {
      leftOut: reasons.length === 0 ? null : { events: leftOut + unanswered, reason: reasons.join(', ') },
      confusion: {
        classes: [...classes],
        counts: classes.map((_, row) => [...counts.subarray(row * size, (row + 1) * size)]),
      },
      errorSizes: null,
    };
  }
}

class NumberTally implements AnswerTally {
  readonly #pane = createRegressionPane();
  #scale: RegressionScale = { centre: 0, scale: 1 };

  add({ counts, centre, scale }: StoredAnswers): void {
    // The same in every pane of a model: see where they are written.
    if (centre !== null && scale !== null) this.#scale = { centre, scale };
    addRegressionPane(this.#pane, decodeRegressionPane(counts));
  }

  get labelled(): number {
    return this.#pane.count + this.#pane.unusable;
  }

  read(): Read[] {
    const summary = summariseRegressionPane(this.#pane, this.#scale);
    const { meanAbsolute, meanSquared, errorVariance } = summary;
    const variance = (of: PerformanceReading): number => (of.state === 'measured' ? of.value : 0);
    const sizeVariance = variance(meanSquared) - variance(meanAbsolute) ** 2;
    const variances: Partial<Record<string, number>> = { mae: sizeVariance, meanError: variance(errorVariance) };
    return Object.values(REGRESSION_METRICS).map((definition) => {
      const reading = definition.read(summary);
      const id = definition.id as AnswerMetricId;
      if (reading.state === 'undefined') return { id, definition, reading, value: null };
      const half = Z_95 * Math.sqrt(Math.max(0, variances[id] ?? 0) / summary.n);
      return { id, definition, reading, value: around(reading.value, half + reading.bound, definition.range) };
    });
  }

  facts(): ReturnType<AnswerTally['facts']> {
    const { unusable } = this.#pane;
    return {
      leftOut: unusable === 0 ? null : { events: unusable, reason: `${unusable} had no two numbers to compare` },
      confusion: null,
      errorSizes: regressionErrorSizes(this.#pane, this.#scale, SHARES),
    };
  }
}

export function createAnswerTally(task: AnswerQualityView['task']): AnswerTally {
  return task === 'multiclass' ? new ClassTally() : new NumberTally();
}
