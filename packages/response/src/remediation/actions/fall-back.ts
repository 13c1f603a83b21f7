import { CommandParameters } from '@leeway/contracts';
import type { ActionDefinition } from '../action-definition.ts';
import { servedSince } from './served-since.ts';
import { serviceSignalOr } from './service-signal-or.ts';

export const fallBack: ActionDefinition<'fall-back'> = {
  parameters: CommandParameters['fall-back'],
  risk: 'medium',
  answerWithinMs: 60_000,
  title: ({ enabled }) => (enabled ? 'Answer with the fallback' : 'Answer with the model again'),
  suggest: (state) =>
    state.fallback
      ? { ok: false, reason: 'The fallback answers already.' }
      : { ok: true, parameters: { enabled: true } },
  after: ({ enabled }, state) => ({ ...state, fallback: enabled }),
  notUndone: servedSince,
  verification: (facts) => serviceSignalOr(facts, 'drift'),
  ifItFails: 'The fallback stays on and the incident stays open; a person decides what comes next.',
};
