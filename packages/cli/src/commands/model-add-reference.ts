import { addDraftReference, addReference } from '@leeway/services';
import type { TableColumns } from '@leeway/tables';
import { CliError } from '../cli-error.ts';
import type { CliIo, Command } from '../command.ts';
import { freezeStretch } from '../register/freeze-stretch.ts';
import { nameOfSource } from '../register/name-of-source.ts';
import { referenceRows } from '../register/reference-rows.ts';
import { STRETCH_OPTIONS, stretchOf } from '../register/stretch-options.ts';
import { TABLE_OPTIONS, tableColumns } from '../register/table-options.ts';
import { withStore } from '../with-store.ts';

export const modelAddReference: Command = {
  name: 'model add-reference',
  summary: 'freeze one more reference for a model, beside those it has',
  options: {
    model: { value: 'ID', help: 'the model', required: true },
    reference: { value: 'ROWS', help: 'as of "leeway model register"' },
    reason: { value: 'WORDS', help: 'what it is, for people and the audit log', required: true },
    activate: { help: 'judge against it from now on' },
    ...STRETCH_OPTIONS,
    ...TABLE_OPTIONS,
  },
  run: async ({ options, lists, io }) => {
    const { model: modelId = '', reference: source, reason = '' } = options;
    const asked = { modelId, reason, activate: options['activate'] === 'true' };
    const stretch = stretchOf(options, Date.now());
    if ((stretch === undefined) === (source === undefined))
      throw new CliError('either --reference, or --last or --from for a stretch of the topic', 2);
    const added =
      stretch === undefined
        ? await fromFile(io, asked, source ?? '', tableColumns(options, lists))
        : await withStore(io, async (ctx) => {
            const draftId = await freezeStretch(ctx, io, { modelId, stretch });
            return addDraftReference({ ctx, input: { ...asked, draftId } });
          });
    const state = added.active ? 'active from now on' : 'not active';
    return { text: `Reference ${added.referenceId} of ${added.rowCount} rows, ${state}.`, json: added };
  },
};

async function fromFile(
  io: CliIo,
  asked: { modelId: string; reason: string; activate: boolean },
  source: string,
  columns: TableColumns,
) {
  const name = nameOfSource(source);
  const { rows, cells, file, end } = referenceRows({ source, name, columns, model: asked.modelId, io });
  const provenance = () => {
    const from = file();
    return { kind: 'file' as const, ...(from === undefined ? {} : { file: from }) };
  };
  return withStore(io, (ctx) => addReference({ ctx, input: { ...asked, rows, cells, provenance } })).finally(end);
}
