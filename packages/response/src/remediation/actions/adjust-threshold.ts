import { CommandParameters } from '@leeway/contracts';
import type { ActionDefinition } from '../action-definition.ts';
import { servedSince } from './served-since.ts';
import { serviceSignalOr } from './service-signal-or.ts';

export const adjustThreshold: ActionDefinition<'adjust-threshold'> = {
  parameters: CommandParameters['adjust-threshold'],
  risk: 'high',
  answerWithinMs: 60_000,
  title: ({ threshold }) => `Set the decision threshold to ${threshold}`,
  suggest: () => ({
    ok: false,
    reason: 'A threshold weighs wrong answers against each other; a person has to choose it.',
  }),
  after: ({ threshold }, state) => ({ ...state, threshold }),
  notUndone: servedSince,
  verification: (facts) => serviceSignalOr(facts, 'drift'),
  ifItFails: 'The incident stays open; set the earlier threshold by hand.',
};
