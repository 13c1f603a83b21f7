import { CommandParameters } from '@leeway/contracts';
import type { ActionDefinition } from '../action-definition.ts';
import { servedSince } from './served-since.ts';
import { serviceSignalOr } from './service-signal-or.ts';

export const pause: ActionDefinition<'pause'> = {
  parameters: CommandParameters.pause,
  risk: 'high',
  answerWithinMs: 60_000,
  title: ({ paused }) => (paused ? 'Stop answering' : 'Answer again'),
  suggest: (state) =>
    state.paused ? { ok: false, reason: 'The model is paused already.' } : { ok: true, parameters: { paused: true } },
  after: ({ paused }, state) => ({ ...state, paused }),
  notUndone: servedSince,
  verification: (facts) => serviceSignalOr(facts, 'drift'),
  ifItFails: 'The model stays paused and the incident stays open; a person decides what comes next.',
};
