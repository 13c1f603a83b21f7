import { readFile } from 'node:fs/promises';
import { registerModel } from '@leeway/services';
import { CliError } from '../cli-error.ts';
import type { Command } from '../command.ts';
import { nameOfSource } from '../register/name-of-source.ts';
import { referenceRows } from '../register/reference-rows.ts';
import { TABLE_OPTIONS, tableColumns } from '../register/table-options.ts';
import { withStore } from '../with-store.ts';

const MAX_MANIFEST_BYTES = 1_048_576;

export const modelRegister: Command = {
  name: 'model register',
  summary: 'have a model watched: its topics, and a reference to compare with',
  options: {
    file: { value: 'MANIFEST', help: 'JSON file that describes the model', required: true },
    reference: {
      value: 'ROWS',
      help: 'prediction events as JSON lines, `label` where known; or a table (.csv, .tsv); also .gz, an address, -',
      required: true,
    },
    ...TABLE_OPTIONS,
  },
  run: async ({ options, lists, io }) => {
    const manifest = await readManifest(options['file'] ?? '');
    const source = options['reference'] ?? '';
    const name = nameOfSource(source);
    const columns = tableColumns(options, lists);
    const { rows, cells, file, end } = referenceRows({ source, name, columns, model: modelOf(manifest), io });
    const registered = await withStore(io, (ctx) =>
      registerModel({ ctx, input: { manifest, rows, cells, file, source: name } }),
    ).finally(end);
    return {
      text:
        `${registered.outcome === 'created' ? 'Registered' : 'Updated'} ${registered.modelId}: ` +
        `reference ${registered.referenceId} of ${registered.rowCount} rows.`,
      json: registered,
    };
  },
};

/** As in the manifest, which is checked later; rows of a table are of that model. */
function modelOf(manifest: unknown): string {
  const id = typeof manifest === 'object' && manifest !== null && 'id' in manifest ? manifest.id : '';
  return typeof id === 'string' ? id : '';
}

async function readManifest(file: string): Promise<unknown> {
  const bytes = await readFile(file).catch((error: unknown) => {
    throw new CliError(`${file} could not be read: ${error instanceof Error ? error.message : String(error)}`);
  });
  if (bytes.byteLength > MAX_MANIFEST_BYTES) throw new CliError(`${file} is too large for a description of a model`);
  try {
    return JSON.parse(bytes.toString('utf8'));
  } catch (error) {
    throw new CliError(`${file} is not JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
}
