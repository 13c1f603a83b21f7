import type { FeatureEvaluation } from '@leeway/drift';
import type { Diagnosis, DriftDiagnosisInput } from './diagnosis-input.ts';
import { listNames } from './list-names.ts';
import { causingDeploy } from './related-change.ts';
import { sayRelation } from './say-duration.ts';

/** The name of the model's score among the features. */
export const PREDICTION_FEATURE = 'prediction';
/** "Few": at most three features, or a fifth of them. */
const FEW_FEATURES = 3;
const FEW_SHARE = 0.2;
/** A mean that moved by three standard deviations or a PSI of 1: people do not change like that, units do. */
const UNIT_LIKE_SD = 3;
const UNIT_LIKE_PSI = 1;

function reading(feature: FeatureEvaluation, metric: keyof FeatureEvaluation['metrics']) {
  const found = feature.metrics[metric];
  return found?.state === 'measured' ? found : null;
}

function lacksValues(feature: FeatureEvaluation): boolean {
  return reading(feature, 'missingRate')?.verdict === 'critical';
}

/** A jump in scale: another unit, a shifted decimal point, a default in place of values. */
function looksLikeAnotherUnit(feature: FeatureEvaluation): boolean {
  if (feature.kind !== 'numeric') return false;
  const shift = Math.abs(reading(feature, 'meanShift')?.value ?? 0);
  return shift >= UNIT_LIKE_SD || (reading(feature, 'psi')?.value ?? 0) >= UNIT_LIKE_PSI;
}

function signs(missing: readonly FeatureEvaluation[], unit: readonly FeatureEvaluation[]): string {
  const said: string[] = [];
  if (unit.length > 0) said.push(`${listNames(unit.map(({ feature }) => feature))} moved as if its unit had changed`);
  if (missing.length > 0) said.push(`${listNames(missing.map(({ feature }) => feature))} lost values`);
  return said.join(', and ');
}

/**
 * What most likely happened, told from the shape of the drift and from what somebody did shortly before. Deterministic;
 * "unclear" is an answer.
 */
export function diagnoseDrift({ features, beganMs, precisionMs, changes, state }: DriftDiagnosisInput): Diagnosis {
  const inputs = features.filter(({ feature }) => feature !== PREDICTION_FEATURE);
  const bad = inputs.filter(({ verdict }) => verdict === 'critical');
  const warned = inputs.filter(({ verdict }) => verdict === 'warning');
  const predictionBad = features.some(
    ({ feature, verdict }) => feature === PREDICTION_FEATURE && (verdict === 'critical' || verdict === 'warning'),
  );
  const names = listNames(bad.map(({ feature }) => feature));
  const pipeline = causingDeploy(changes, 'pipeline', beganMs, precisionMs, state);
  const version = causingDeploy(changes, 'version', beganMs, precisionMs, state);
  const few = bad.length > 0 && bad.length <= Math.max(FEW_FEATURES, Math.floor(inputs.length * FEW_SHARE));
  const missing = bad.filter(lacksValues);
  const unit = bad.filter((feature) => !missing.includes(feature) && looksLikeAnotherUnit(feature));
  const broken = missing.length + unit.length > 0;

  if (pipeline !== null && bad.length > 0 && (broken || few))
    return {
      cause: 'broken-feed',
      confidence: broken && few ? 'high' : 'medium',
      text:
        `A feature feed is broken: ${broken ? signs(missing, unit) : `${names} drifted`}, ` +
        `${sayRelation(beganMs, pipeline.atMs, precisionMs)} "${pipeline.title}"; ${inputs.length - bad.length} of ` +
        `${inputs.length} features are not critical.`,
    };
  if (broken && few)
    return {
      cause: 'broken-feed',
      confidence: 'low',
      text: `A feature feed looks broken: ${signs(missing, unit)}. No pipeline release of the half hour before is in service.`,
    };
  if (bad.length > 0 && version === null && (!few || warned.length + bad.length > FEW_FEATURES || predictionBad))
    return {
      cause: 'population-shift',
      confidence: !few && changes.length === 0 ? 'high' : 'medium',
      text:
        `Other people or cases arrive than in the reference: ${names} drifted${bad.length > 1 ? ' together' : ''}` +
        `${predictionBad ? ', and the predictions moved too' : ''}; no release of the half hour before is in service.`,
    };
  const moved = bad.length > 0 ? names : 'The predictions';
  return {
    cause: 'unclear',
    confidence: 'low',
    text:
      version === null
        ? `${moved} drifted, and nothing that is known explains it.`
        : `${moved} drifted ${sayRelation(beganMs, version.atMs, precisionMs)} "${version.title}", which does not by itself explain it.`,
  };
}
