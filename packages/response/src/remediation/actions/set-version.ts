import { CommandParameters } from '@leeway/contracts';
import type { ActionDefinition } from '../action-definition.ts';
import { previousOf } from './previous-of.ts';
import { servedSince } from './served-since.ts';
import { serviceSignalOr } from './service-signal-or.ts';
import { trafficOnly } from './traffic-only.ts';

export const setVersion: ActionDefinition<'set-version'> = {
  parameters: CommandParameters['set-version'],
  risk: 'medium',
  answerWithinMs: 60_000,
  title: ({ version }, state) => {
    const names = state.versions.map((entry) => entry.version);
    return names.indexOf(version) < names.indexOf(state.version)
      ? `Roll the model back to ${version}`
      : `Serve model version ${version}`;
  },
  suggest: (state, { changes }) => {
    const version = previousOf(
      state.version,
      state.versions.map((entry) => entry.version),
      changes,
    );
    return version === null
      ? { ok: false, reason: `No version before ${state.version} can be served.` }
      : { ok: true, parameters: { version } };
  },
  after: ({ version }, state) => ({ ...state, version, traffic: trafficOnly(version, state.traffic) }),
  notUndone: servedSince,
  verification: (facts) => serviceSignalOr(facts, 'drift'),
  ifItFails: 'The incident stays open and nothing else is tried by itself; set the version again by hand or fall back.',
};
