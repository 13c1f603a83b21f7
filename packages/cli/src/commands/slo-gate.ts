import { releaseGate } from '@leeway/services';
import { formatPercent } from '@leeway/slo';
import type { Command } from '../command.ts';
import { withStore } from '../with-store.ts';

export const sloGate: Command = {
  name: 'slo gate',
  summary: 'whether a model may be released by its error budgets: exit code 1 while one of them freezes releases',
  positional: 'model',
  options: { model: { value: 'ID', help: 'the model that is to be released', required: true } },
  run: async ({ options, io }) => {
    const modelId = options['model'] ?? '';
    const gate = await withStore(io, (ctx) => releaseGate({ ctx, input: { modelId } }));
    const lines = gate.freezing.map(({ name, remaining, sinceMs }) => {
      const left = remaining === null ? 'not known' : formatPercent(remaining, 1);
      return `frozen by “${name}”: budget left ${left}, since ${new Date(sinceMs).toISOString()}`;
    });
    const free = `${gate.slos} SLOs of ${modelId}, none freezes releases`;
    return { text: gate.isFrozen ? lines.join('\n') : free, json: gate, failed: gate.isFrozen };
  },
};
