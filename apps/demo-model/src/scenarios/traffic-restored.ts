import type { Change } from '../messages/change-message.ts';
import type { ScenarioRun } from '../state/demo-state.ts';
import { describeTraffic, type ServingState } from '../state/serving-state.ts';

/** Traffic as it was before the scenario; v2 where a version of then is gone. */
export function trafficRestored(serving: ServingState, run: ScenarioRun): { next: ServingState; change: Change } {
  const known = new Set(serving.versions.map(({ version }) => version));
  const complete = Object.keys(run.trafficBefore).every((version) => known.has(version));
  const traffic = complete ? run.trafficBefore : { v2: 1 };
  const to = describeTraffic(traffic);
  return {
    next: { ...serving, traffic },
    change: {
      title: `Traffic moved back to ${to}`,
      detail: `The demo ends ${run.name}.`,
      from: describeTraffic(serving.traffic),
      to,
    },
  };
}
