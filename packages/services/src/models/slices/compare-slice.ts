import {
  type DriftRuleSettings,
  evaluateWindow,
  featureHistogram,
  type FeatureEvaluation,
  type FrozenReference,
  metricChance,
  type Pane,
  rebaseline,
  type RuleMetricId,
  RULE_METRIC_IDS,
  type WindowEvaluation,
  withoutPane,
  worstMeasure,
} from '@leeway/drift';
import { verdictWeight } from '../verdict-weight.ts';
import type { SliceFeature, SliceShape, SliceVerdict, SliceView } from './slices-view.ts';

/** Share of unchanged slices that a metric may exceed what chance is said to reach. */
const CHANCE_TAIL = 0.05;
const MAX_SHAPES = 3;
const MAX_BINS = 12;

type Comparison = {
  sliceBy: string;
  reference: FrozenReference;
  settings: DriftRuleSettings;
  whole: Pane;
  slice: Pane;
  window: { startMs: number; endMs: number };
};

/** One slice beside the rest of its window and beside the reference, each judged as windows are. */
export function compareSlice(input: Comparison): Pick<SliceView, 'fromRest' | 'fromReference' | 'shapes'> {
  const { sliceBy, reference, whole, slice, settings } = input;
  const restPane = withoutPane(whole, slice);
  // Never stored: what the rest holds, as something that a window can be judged against.
  const rest = rebaseline(reference, restPane, { kind: 'stream', detail: 'the rest of a window', createdBy: '' });
  const beside = judge(input, rest);
  const ranked = othersOf(beside, sliceBy).toSorted((a, b) => verdictWeight(b) - verdictWeight(a));
  return {
    fromRest: verdictOf(beside, sliceBy, { reference: rest, pane: slice, settings }),
    fromReference: verdictOf(judge(input, reference), sliceBy, { reference, pane: slice, settings }),
    shapes: ranked.slice(0, MAX_SHAPES).flatMap(({ feature }) => shapeOf(rest, slice, feature)),
  };
}

/** There is no memory of earlier windows, so nothing can be confirmed by them. */
function judge({ slice, settings, window }: Comparison, reference: FrozenReference): WindowEvaluation {
  const alone = { ...settings, hysteresis: { ...settings.hysteresis, confirmWindows: 1 } };
  const { startMs, endMs } = window;
  return evaluateWindow({ reference, pane: slice, windowStartMs: startMs, windowEndMs: endMs, settings: alone })
    .evaluation;
}

/** Without the feature that tells slices apart: inside a slice it has one value, which is always far from the rest. */
function othersOf({ features }: WindowEvaluation, sliceBy: string): FeatureEvaluation[] {
  return features.filter(({ feature }) => feature !== sliceBy);
}

type Side = { reference: FrozenReference; pane: Pane; settings: DriftRuleSettings };

function verdictOf(evaluation: WindowEvaluation, sliceBy: string, side: Side): SliceVerdict {
  const { verdict } = evaluation;
  if (verdict === 'no-data' || verdict === 'insufficient') return { verdict, ratio: 0, worst: null };
  let worst: FeatureEvaluation | null = null;
  for (const one of othersOf(evaluation, sliceBy))
    if (worst === null || verdictWeight(one) > verdictWeight(worst)) worst = one;
  if (worst === null) return { verdict: 'insufficient', ratio: 0, worst: null };
  return { verdict: worst.verdict, ratio: worst.ratio, worst: sliceFeature(worst, side) };
}

function isRuleMetric(id: string): id is RuleMetricId {
  return (RULE_METRIC_IDS as readonly string[]).includes(id);
}

function sliceFeature(evaluation: FeatureEvaluation, { reference, pane, settings }: Side): SliceFeature | null {
  const measure = worstMeasure(evaluation);
  if (measure === null) return null;
  const { id, value, critical } = measure;
  const options = { bins: settings.bins, minValues: settings.minValues, tail: CHANCE_TAIL };
  const chance = isRuleMetric(id) ? metricChance({ reference, pane }, evaluation.feature, options)?.[id] : undefined;
  return { feature: evaluation.feature, metric: id, value, chance: chance ?? null, critical };
}

function shapeOf(rest: FrozenReference, slice: Pane, feature: string): SliceShape[] {
  const histogram = featureHistogram(rest, slice, feature, { maxBins: MAX_BINS, maxCategories: MAX_BINS });
  if (histogram === undefined) return [];
  return [{ feature, kind: histogram.kind, bins: histogram.bins, missing: histogram.missing }];
}
