import { CommandParameters } from '@leeway/contracts';
import type { ActionDefinition } from '../action-definition.ts';
import { previousOf } from './previous-of.ts';
import { servedSince } from './served-since.ts';
import { serviceSignalOr } from './service-signal-or.ts';
import { trafficOnly } from './traffic-only.ts';

/** The version with the largest share; the first named when shares are equal. */
function mainVersion(traffic: Record<string, number>, otherwise: string): string {
  let main = otherwise;
  for (const [version, share] of Object.entries(traffic)) if (share > (traffic[main] ?? 0)) main = version;
  return main;
}

export const shiftTraffic: ActionDefinition<'shift-traffic'> = {
  parameters: CommandParameters['shift-traffic'],
  risk: 'medium',
  answerWithinMs: 60_000,
  title: ({ traffic }, state) => `Shift traffic to ${mainVersion(traffic, state.version)}`,
  suggest: (state, { changes }) => {
    const target = previousOf(
      state.version,
      state.versions.map((entry) => entry.version),
      changes,
    );
    return target === null
      ? { ok: false, reason: `No version before ${state.version} can take its traffic.` }
      : { ok: true, parameters: { traffic: trafficOnly(target, state.traffic) } };
  },
  after: ({ traffic }, state) => ({ ...state, traffic, version: mainVersion(traffic, state.version) }),
  notUndone: servedSince,
  verification: (facts) => serviceSignalOr(facts, 'drift'),
  ifItFails: 'The incident stays open and nothing else is tried by itself; shift the traffic again by hand.',
};
