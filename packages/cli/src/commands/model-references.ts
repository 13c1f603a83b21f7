import { getModel } from '@leeway/services';
import type { Command } from '../command.ts';
import { textTable } from '../text-table.ts';
import { withStore } from '../with-store.ts';

export const modelReferences: Command = {
  name: 'model references',
  summary: 'what a model may be compared with, and which of it is active',
  options: { model: { value: 'ID', help: 'the model', required: true } },
  run: async ({ options, io }) => {
    const modelId = options['model'] ?? '';
    const { references } = await withStore(io, (ctx) => getModel({ ctx, input: { modelId } }));
    const rows = references.map(({ id, active, rowCount, createdAtMs, provenance }) => [
      id,
      active ? 'active' : '',
      String(rowCount),
      new Date(createdAtMs).toISOString(),
      `${provenance.file?.name ?? provenance.stream?.topic ?? provenance.kind}: ${provenance.detail}`,
    ]);
    return {
      text: textTable([['REFERENCE', '', 'ROWS', 'FROZEN', 'FROM'], ...rows]),
      json: references,
    };
  },
};
