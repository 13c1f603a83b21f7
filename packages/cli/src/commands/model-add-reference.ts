import { addReference } from '@leeway/services';
import type { Command } from '../command.ts';
import { nameOfSource } from '../register/name-of-source.ts';
import { referenceRows } from '../register/reference-rows.ts';
import { TABLE_OPTIONS, tableColumns } from '../register/table-options.ts';
import { withStore } from '../with-store.ts';

export const modelAddReference: Command = {
  name: 'model add-reference',
  summary: 'freeze one more reference for a model, beside those it has',
  options: {
    model: { value: 'ID', help: 'the model', required: true },
    reference: { value: 'ROWS', help: 'as of "leeway model register"', required: true },
    reason: { value: 'WORDS', help: 'what it is, for people and the audit log', required: true },
    activate: { help: 'judge against it from now on' },
    ...TABLE_OPTIONS,
  },
  run: async ({ options, lists, io }) => {
    const { model: modelId = '', reference: source = '', reason = '' } = options;
    const name = nameOfSource(source);
    const columns = tableColumns(options, lists);
    const { rows, cells, file, end } = referenceRows({ source, name, columns, model: modelId, io });
    const provenance = () => {
      const from = file();
      return { kind: 'file' as const, ...(from === undefined ? {} : { file: from }) };
    };
    const activate = options['activate'] === 'true';
    const added = await withStore(io, (ctx) =>
      addReference({ ctx, input: { modelId, reason, activate, rows, cells, provenance } }),
    ).finally(end);
    const state = added.active ? 'active from now on' : 'not active';
    return { text: `Reference ${added.referenceId} of ${added.rowCount} rows, ${state}.`, json: added };
  },
};
