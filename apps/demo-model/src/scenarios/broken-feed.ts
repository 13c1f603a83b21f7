import { BROKEN_PIPELINE } from '../state/serving-state.ts';
import type { ScenarioDefinition } from './scenario-definition.ts';

/** A release of the feature pipeline with two faults that the model itself can't see. */
export const brokenFeed: ScenarioDefinition = {
  title: 'Broken feed',
  description:
    'Feature pipeline p2 is released. It sends AGEP in months instead of years and SCHL as null in 40 % of events.',
  cure: 'set-pipeline to p1',
  population: 'calm',
  begin(serving) {
    if (serving.pipeline === BROKEN_PIPELINE)
      return { ok: false, reason: `pipeline ${BROKEN_PIPELINE} feeds the model already` };
    const pipelines = [...new Set([...serving.pipelines, BROKEN_PIPELINE])];
    return {
      ok: true,
      next: { ...serving, pipeline: BROKEN_PIPELINE, pipelines },
      change: {
        title: `Feature pipeline ${BROKEN_PIPELINE} released`,
        detail: 'Census extract moved to the new loader.',
        from: serving.pipeline,
        to: BROKEN_PIPELINE,
      },
    };
  },
  isCured: (serving) => serving.pipeline !== BROKEN_PIPELINE,
  undo(serving, run) {
    if (serving.pipeline !== BROKEN_PIPELINE) return null;
    return {
      next: { ...serving, pipeline: run.pipelineBefore },
      change: {
        title: `Feature pipeline ${run.pipelineBefore} restored`,
        detail: 'The demo ends broken-feed.',
        from: BROKEN_PIPELINE,
        to: run.pipelineBefore,
      },
    };
  },
};
