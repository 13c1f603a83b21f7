import { STEPS, type FormValues, type Step } from './form-values.ts';
import { idError } from './identity.ts';
import { madeFromOf } from './made-from.ts';
import { mappingOfDraft } from './mapping-draft.ts';
import { thresholdsOf } from './threshold-values.ts';

export const STEP_TITLES: Record<Step, string> = {
  topic: 'Topic',
  messages: 'Messages',
  labels: 'Labels',
  reference: 'Reference',
  thresholds: 'Thresholds',
  model: 'Model',
  live: 'Live',
};

/** Whether a step holds what the next ones need. */
export function isStepDone(step: Step, topic: string, values: FormValues): boolean {
  switch (step) {
    case 'topic':
      return topic !== '';
    case 'messages':
      return (
        (values.fit?.fitting ?? 0) > 0 &&
        values.streamName !== '' &&
        idError(values.id) === undefined &&
        mappingOfDraft(values.mapping).mapping !== null
      );
    case 'labels':
      return (
        values.labels === 'none' ||
        (values.labels === 'topic' &&
          values.labelTopic !== '' &&
          values.labelStreamName !== '' &&
          mappingOfDraft(values.labelMapping).mapping !== null)
      );
    case 'reference':
      return values.draft !== null && values.draft.madeFrom === madeFromOf(topic, values);
    case 'thresholds':
      return thresholdsOf(values).thresholds !== null;
    case 'model':
    case 'live':
      return values.madeModelId !== null;
  }
}

/** The step that may be open: the asked one, or the first before it that is not done. */
export function openStep(asked: Step, topic: string, values: FormValues): Step {
  for (const step of STEPS) {
    if (step === asked) return step;
    if (!isStepDone(step, topic, values)) return step;
  }
  return asked;
}
