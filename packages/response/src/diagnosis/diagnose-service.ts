import type { Diagnosis, ServiceDiagnosisInput } from './diagnosis-input.ts';
import { metricName, metricValue } from './metric-words.ts';
import { causingDeploy } from './related-change.ts';
import { sayRelation } from './say-duration.ts';

/** Slow or failing answers: a model release shortly before is the first suspect. */
export function diagnoseService({ rows, beganMs, precisionMs, changes, state }: ServiceDiagnosisInput): Diagnosis {
  const measured = rows.map(({ metric, value }) => `${metricName(metric)} ${metricValue(metric, value)}`).join(', ');
  const version = causingDeploy(changes, 'version', beganMs, precisionMs, state);
  if (version !== null)
    return {
      cause: 'slow-release',
      confidence: 'high',
      text: `The release is slow or failing: ${measured}, ${sayRelation(beganMs, version.atMs, precisionMs)} "${version.title}".`,
    };
  return {
    cause: 'unclear',
    confidence: 'low',
    text: `Answers got worse (${measured}), and no model release is known from the half hour before.`,
  };
}
