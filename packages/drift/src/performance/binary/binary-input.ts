import { measured, undefinedBecause, type PerformanceMetric, type PerformanceReading } from '../performance-metric.ts';
import { tableTotals, type ScoreTable } from '../score-table.ts';
import type { Confusion } from './confusion.ts';

/** What is known of a binary model's labelled answers. */
export type BinaryInput = {
  /** Scores by true class. */
  table: ScoreTable | null;
  /** Answers by true class. */
  confusion: Confusion | null;
  /** Other counts that are possible, where the answers were read off cells. */
  corners?: readonly Confusion[];
};

export type BinaryMetric = PerformanceMetric<BinaryInput>;

/** A number, or why there is none. */
type Computed = number | { reason: string } | { value: number; note: string };

function asReading(computed: Computed): PerformanceReading {
  if (typeof computed === 'number') return measured(computed);
  if ('reason' in computed) return undefinedBecause(computed.reason);
  return measured(computed.value, 0, computed.note);
}

/** Reads a metric off the counts of answers, with the reach of the corners as bound. */
export function readConfusion(input: BinaryInput, compute: (confusion: Confusion) => Computed): PerformanceReading {
  const { confusion, corners = [] } = input;
  if (confusion === null) return undefinedBecause('no answers, and no scores to derive them from');
  if (confusion.tp + confusion.fp + confusion.tn + confusion.fn === 0) return undefinedBecause('no labelled answers');
  const reading = asReading(compute(confusion));
  if (reading.state === 'undefined') return reading;
  let { bound } = reading;
  for (const corner of corners) {
    const other = asReading(compute(corner));
    if (other.state === 'measured') bound = Math.max(bound, Math.abs(other.value - reading.value));
  }
  return { ...reading, bound };
}

/** Reads a metric off the scores, once there are any. */
export function readTable(
  { table }: BinaryInput,
  compute: (table: ScoreTable) => PerformanceReading,
): PerformanceReading {
  if (table === null || tableTotals(table).n === 0) return undefinedBecause('no labelled scores');
  return compute(table);
}

/** The same for metrics that take scores as probabilities. */
export function readProbabilities(
  input: BinaryInput,
  compute: (table: ScoreTable) => PerformanceReading,
): PerformanceReading {
  return readTable(input, (table) => {
    const [lowest = 0, highest = 0] = [table.scores[0], table.scores.at(-1)];
    if (lowest < 0 || highest > 1) return undefinedBecause('scores lie outside 0..1, they are no probabilities');
    return compute(table);
  });
}
