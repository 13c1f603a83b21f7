import type { ScenarioDefinition } from './scenario-definition.ts';
import { trafficRestored } from './traffic-restored.ts';

/**
 * Nobody released anything: other people are asked about. A retraining eases it and does not end it, since the
 * people stay; a version that was trained on them is taken back with them, as it would answer badly for all others.
 */
export const populationShift: ScenarioDefinition = {
  title: 'Population shift',
  description:
    'The stream turns to census records from the end of 2017 and the start of 2018, which are mostly people in group quarters (dormitories, nursing homes, prisons).',
  cure: 'eased by retrain on recent labelled rows; it lasts for its full time',
  population: 'groupQuarters',
  begin: (serving) => ({ ok: true, next: serving, change: null }),
  isCured: () => false,
  undo(serving, run) {
    const trainedMeanwhile = serving.versions.some(
      ({ version, kind, createdAtMs }) =>
        kind === 'retrained' && createdAtMs >= run.startedAtMs && version in serving.traffic,
    );
    return trainedMeanwhile ? trafficRestored(serving, run) : null;
  },
};
