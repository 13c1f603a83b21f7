import { CommandParameters } from '@leeway/contracts';
import type { ActionDefinition } from '../action-definition.ts';
import { previousOf } from './previous-of.ts';
import { servedSince } from './served-since.ts';
import { serviceSignalOr } from './service-signal-or.ts';

export const setPipeline: ActionDefinition<'set-pipeline'> = {
  parameters: CommandParameters['set-pipeline'],
  risk: 'low',
  answerWithinMs: 60_000,
  title: ({ pipeline }, state) =>
    state.pipelines.indexOf(pipeline) < state.pipelines.indexOf(state.pipeline)
      ? `Roll the feature pipeline back to ${pipeline}`
      : `Set the feature pipeline to ${pipeline}`,
  suggest: (state, { changes }) => {
    const pipeline = previousOf(state.pipeline, state.pipelines, changes);
    return pipeline === null
      ? { ok: false, reason: `No pipeline release before ${state.pipeline} is available.` }
      : { ok: true, parameters: { pipeline } };
  },
  after: ({ pipeline }, state) => ({ ...state, pipeline }),
  notUndone: servedSince,
  verification: (facts) => serviceSignalOr(facts, 'drift'),
  ifItFails:
    'The incident stays open and nothing else is tried by itself; set the pipeline again by hand or fall back.',
};
