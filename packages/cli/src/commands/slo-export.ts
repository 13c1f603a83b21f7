import { writeFile } from 'node:fs/promises';
import { exportSlos, ExportSlosInput } from '@leeway/services';
import { CliError } from '../cli-error.ts';
import type { Command } from '../command.ts';
import { withStore } from '../with-store.ts';

export const sloExport: Command = {
  name: 'slo export',
  summary: 'SLOs in use as OpenSLO v1 documents, which "slo import" makes the same SLOs of',
  options: {
    model: { value: 'ID', help: 'only those of this model' },
    slo: { value: 'ID', help: 'only these', many: true },
    out: { value: 'FILE', help: 'write them there instead of printing them' },
  },
  run: async ({ options, lists, io }) => {
    const ids = lists['slo'] ?? [];
    const input = ExportSlosInput.safeParse({ ids: ids.length === 0 ? null : ids, modelId: options['model'] ?? null });
    if (!input.success) throw new CliError(input.error.issues[0]?.message ?? 'asked for wrongly', 2);
    const { slos, documents, yaml, notes } = await withStore(io, (ctx) => exportSlos({ ctx, input: input.data }));
    for (const note of slos === 0 ? [] : notes) io.err(note);
    const out = options['out'];
    if (out !== undefined) await writeFile(out, `${yaml}\n`);
    const count = `${slos} SLO${slos === 1 ? '' : 's'}, ${documents.length} documents`;
    return {
      text: out === undefined ? yaml : `${count} written to ${out}`,
      json: { slos, documents, notes },
    };
  },
};
