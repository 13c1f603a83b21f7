import type { FeatureEvaluation, Verdict, WindowEvaluation } from './evaluation.ts';

type WindowFacts = Pick<WindowEvaluation, 'referenceId' | 'windowStartMs' | 'windowEndMs' | 'n'>;

/** Later is worse. A judged feature outweighs one that could not be judged. */
const SEVERITY: readonly Verdict[] = ['no-data', 'insufficient', 'ok', 'warning', 'critical'];

function severity(verdict: Verdict): number {
  return SEVERITY.indexOf(verdict);
}

/** The window's verdict is that of its worst feature; by verdict first, then by ratio. */
export function summariseWindow(facts: WindowFacts, features: FeatureEvaluation[]): WindowEvaluation {
  let worst: FeatureEvaluation | undefined;
  for (const feature of features) {
    const difference = worst === undefined ? 1 : severity(feature.verdict) - severity(worst.verdict);
    if (difference > 0 || (difference === 0 && feature.ratio > (worst?.ratio ?? 0))) worst = feature;
  }
  const judged = worst !== undefined && severity(worst.verdict) >= severity('ok') ? worst : undefined;
  return {
    ...facts,
    verdict: facts.n === 0 ? 'no-data' : (worst?.verdict ?? 'insufficient'),
    ratio: judged?.ratio ?? 0,
    worstFeature: judged?.feature ?? null,
    worstMetric: judged?.worstMetric ?? null,
    features,
  };
}
