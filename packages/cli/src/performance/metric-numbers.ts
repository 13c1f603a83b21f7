import type { Estimate, EstimatedMetricId, PerformanceReading } from '@leeway/drift';

export type Numbers = Record<string, number | null>;
export type Said = { values: Numbers; reasons: Record<string, string> };

/** Values by id, null where there is none, and why, or which convention applied. */
export function numbersOf(readings: Record<string, PerformanceReading>): Said {
  const said: Said = { values: {}, reasons: {} };
  for (const [id, reading] of Object.entries(readings)) {
    said.values[id] = reading.state === 'measured' ? reading.value : null;
    if (reading.state === 'undefined') said.reasons[id] = reading.reason;
    else if (reading.note !== undefined) said.reasons[id] = reading.note;
    else if (reading.bound > 0)
      said.reasons[id] = `off by ${reading.bound} at most: more different scores than are kept`;
  }
  return said;
}

export type EstimatedNumber = {
  value: number | null;
  lower: number | null;
  upper: number | null;
  samplingError: number | null;
  reason?: string;
};

export function estimatedNumbers(estimates: Record<EstimatedMetricId, Estimate>): Record<string, EstimatedNumber> {
  const nothing = { value: null, lower: null, upper: null, samplingError: null };
  return Object.fromEntries(
    Object.entries(estimates).map(([id, estimate]) => {
      if (estimate.state === 'undefined') return [id, { ...nothing, reason: estimate.reason }];
      const { value, lower, upper, samplingError } = estimate;
      return [id, { value, lower, upper, samplingError }];
    }),
  );
}
