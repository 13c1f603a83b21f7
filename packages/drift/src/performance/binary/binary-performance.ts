import type { PerformanceReading } from '../performance-metric.ts';
import type { BinaryInput } from './binary-input.ts';
import { BINARY_METRICS, type BinaryMetricId } from './index.ts';

export type BinaryPerformance = Record<BinaryMetricId, PerformanceReading>;

/** Every metric of what is known of a binary model's labelled answers. */
export function binaryPerformance(input: BinaryInput): BinaryPerformance {
  const entries = Object.entries(BINARY_METRICS).map(([id, metric]) => [id, metric.read(input)]);
  return Object.fromEntries(entries) as BinaryPerformance;
}
