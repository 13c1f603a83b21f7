import { normalTail } from '../special/normal.ts';
import type { MetricDefinition } from './metric-definition.ts';
import { tooFewValues } from './metric-definition.ts';
import { measured, tooFewSamples } from './samples/sample-reading.ts';

type Share = { hits: number; n: number };

/**
 * z = (p₁ − p₂)/√(P(1 − P)(1/n₁ + 1/n₂)) with the pooled share P, without continuity correction. Null where P is 0 or 1,
 * for then nothing varies. Domain: n ≥ 1.
 */
export function twoProportionZ(reference: Share, current: Share): number | null {
  const pooled = (reference.hits + current.hits) / (reference.n + current.n);
  const spread = Math.sqrt(pooled * (1 - pooled) * (1 / reference.n + 1 / current.n));
  return spread > 0 ? (reference.hits / reference.n - current.hits / current.n) / spread : null;
}

/** |z| of the first of two categories; undefined unless there are two. */
function readTwo(reference: Float64Array, current: Float64Array): number | string {
  const used = Array.from(reference, (count, bin) => [count, current[bin] ?? 0] as const).filter(([a, b]) => a + b > 0);
  const [first, second] = used;
  if (first === undefined || second === undefined || used.length > 2)
    return `there are ${used.length} categories, not two`;
  const z = twoProportionZ({ hits: first[0], n: first[0] + second[0] }, { hits: first[1], n: first[1] + second[1] });
  return z === null ? 'nothing varies' : Math.abs(z);
}

export const twoProportionZMetric: MetricDefinition = {
  id: 'twoProportionZ',
  label: 'Two-proportion z',
  unit: 'statistic',
  formula: '|p₁ − p₂| ÷ √(P(1 − P)(1/n₁ + 1/n₂)), P the share in both together',
  source: 'Fleiss, Levin & Paik, Statistical Methods for Rates and Proportions (2003), 3.2',
  domain: 'exactly two categories; no continuity correction',
  meaning: 'A test: p is the two-sided chance of such a difference when the share did not change.',
  errorBound: '0',
  kinds: ['categorical'],
  conventional: null,
  fromSamples(input) {
    if (input.kind !== 'categorical') return { state: 'undefined', reason: 'numbers have no categories' };
    const refused = tooFewSamples(input);
    if (refused !== undefined) return refused;
    const z = readTwo(input.binned.reference, input.binned.current);
    return typeof z === 'string' ? { state: 'undefined', reason: z } : measured(z, { pValue: 2 * normalTail(z) });
  },
  read(input) {
    if (input.layout.kind !== 'categorical') return { state: 'undefined', reason: 'numbers have no categories' };
    const refused = tooFewValues(input);
    if (refused !== undefined) return refused;
    const { feature } = input.layout;
    if (feature.saturated || feature.others.length > 0)
      return { state: 'undefined', reason: 'there are more than two categories' };
    const z = readTwo(input.reference.cells, input.window.cells);
    if (typeof z === 'string') return { state: 'undefined', reason: z };
    return { state: 'measured', value: z, bound: 0, baseline: 0 };
  },
  pValue: (_input, z) => 2 * normalTail(z),
};
