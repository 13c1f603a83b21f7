import { BINARY_METRICS, confusionAt, type ScoreTable } from '@leeway/drift';
import type { ThresholdPoint } from './get-quality-views.ts';

const STEPS = 50;

/** What every other threshold would have given on the same labels, in fiftieths from 0 to 1. */
export function thresholdCurve(table: ScoreTable): ThresholdPoint[] {
  return Array.from({ length: STEPS + 1 }, (_, step) => {
    const threshold = step / STEPS;
    const answers = { table: null, ...confusionAt(table, threshold) };
    const read = (id: 'precision' | 'recall' | 'f1'): number | null => {
      const reading = BINARY_METRICS[id].read(answers);
      return reading.state === 'measured' ? reading.value : null;
    };
    // Of no answer at all a precision of 0 would look like one that is always wrong.
    const precision = answers.confusion.tp + answers.confusion.fp === 0 ? null : read('precision');
    return { threshold, precision, recall: read('recall'), f1: read('f1') };
  });
}
