import { CONVENTIONAL_THRESHOLDS } from './conventional-thresholds.ts';
import { measured, tooFewSamples } from './samples/sample-reading.ts';
import type { FeatureLayout } from '../grid/grid.ts';
import type { FeatureCounts } from '../pane/feature-counts.ts';
import { tooFewValues, type RuleMetricDefinition } from './metric-definition.ts';
import { rateNoise } from './rate-noise.ts';

function newCount(layout: FeatureLayout, counts: FeatureCounts): number {
  return layout.kind === 'categorical' ? (counts.cells[layout.newCell] ?? 0) : 0;
}

export const newCategoryRateMetric: RuleMetricDefinition = {
  id: 'newCategoryRate',
  label: 'New-category rate',
  unit: 'share',
  formula: 'values that the reference never held ÷ values',
  source: 'definition',
  domain: 'categories; undefined where the reference has more of them than can be remembered',
  meaning: 'Judged by how far it lies above the rate of the reference (0 unless re-baselined).',
  errorBound: '0',
  kinds: ['categorical'],
  conventional: CONVENTIONAL_THRESHOLDS.newCategoryRate,
  fromSamples(input) {
    if (input.kind !== 'categorical') return { state: 'undefined', reason: 'numbers have no categories' };
    const refused = tooFewSamples(input);
    if (refused !== undefined) return refused;
    const { reference, current } = input;
    let unseen = 0;
    for (const [category, count] of current.counts) if ((reference.counts.get(category) ?? 0) === 0) unseen += count;
    return measured(unseen / current.values);
  },
  read(input) {
    const { layout, reference, window } = input;
    if (layout.kind !== 'categorical') return { state: 'undefined', reason: 'numbers have no categories' };
    if (layout.feature.saturated)
      return { state: 'undefined', reason: 'the reference has more categories than can be remembered' };
    const refused = tooFewValues(input);
    if (refused !== undefined) return refused;
    const value = newCount(layout, window) / window.values;
    return { state: 'measured', value, bound: 0, baseline: newCount(layout, reference) / reference.values };
  },
  noise({ layout, reference, window }, tail) {
    return rateNoise({ n: window.values }, { m: reference.values, r: newCount(layout, reference) }, tail);
  },
};
