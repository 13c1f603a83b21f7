import { setActiveReference } from '@leeway/services';
import type { Command } from '../command.ts';
import { withStore } from '../with-store.ts';

export const modelUseReference: Command = {
  name: 'model use-reference',
  summary: 'judge a model against another of its references from now on',
  options: {
    model: { value: 'ID', help: 'the model', required: true },
    reference: { value: 'ID', help: 'as "leeway model references" lists it', required: true },
    reason: { value: 'WORDS', help: 'why, for the audit log', required: true },
  },
  run: async ({ options, io }) => {
    const { model: modelId = '', reference: referenceId = '', reason = '' } = options;
    await withStore(io, (ctx) => setActiveReference({ ctx, input: { modelId, referenceId, reason } }));
    return { text: `${modelId} is judged against reference ${referenceId} now.`, json: { modelId, referenceId } };
  },
};
