import { describeTraffic, SLOW_VERSION, withVersion } from '../state/serving-state.ts';
import type { ScenarioDefinition } from './scenario-definition.ts';
import { trafficRestored } from './traffic-restored.ts';

/** A release of the model server: the same weights, answered slowly and not always. */
export const slowRelease: ScenarioDefinition = {
  title: 'Slow release',
  description: `Model version ${SLOW_VERSION} is deployed. It answers 400 ms slower and fails 5 % of requests.`,
  cure: `set-version to an earlier version, or shift-traffic away from ${SLOW_VERSION}`,
  population: 'calm',
  begin(serving) {
    if (SLOW_VERSION in serving.traffic) return { ok: false, reason: `${SLOW_VERSION} gets traffic already` };
    const twin = serving.versions.find(({ version }) => version === 'v2');
    const entry = serving.versions.find(({ version }) => version === SLOW_VERSION) ?? {
      version: SLOW_VERSION,
      trainedOn: `${twin?.trainedOn ?? ''} (weights of v2 in a new server image)`,
      createdAtMs: twin?.createdAtMs ?? 0,
      kind: 'slow' as const,
    };
    return {
      ok: true,
      next: { ...withVersion(serving, entry), traffic: { [SLOW_VERSION]: 1 } },
      change: {
        title: `Model version ${SLOW_VERSION} deployed`,
        detail: 'Weights of v2 in a new server image.',
        from: describeTraffic(serving.traffic),
        to: SLOW_VERSION,
      },
    };
  },
  isCured: (serving) => !(SLOW_VERSION in serving.traffic),
  undo: (serving, run) => (SLOW_VERSION in serving.traffic ? trafficRestored(serving, run) : null),
};
