import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { registerModel } from '@leeway/services';
import { CliError } from '../cli-error.ts';
import type { Command } from '../command.ts';
import { readJsonLines } from '../json-lines.ts';
import { withoutSecrets } from '../open-source.ts';
import { withStore } from '../with-store.ts';

const MAX_MANIFEST_BYTES = 1_048_576;

export const modelRegister: Command = {
  name: 'model register',
  summary: 'have a model watched: its topics, and a reference to compare with',
  options: {
    file: { value: 'MANIFEST', help: 'JSON file that describes the model', required: true },
    reference: {
      value: 'ROWS',
      help: 'file, http(s) address or - with prediction events as JSON lines, `label` where known',
      required: true,
    },
  },
  run: async ({ options, io }) => {
    const manifest = await readManifest(options['file'] ?? '');
    const source = options['reference'] ?? '';
    const registered = await withStore(io, (ctx) =>
      registerModel({ ctx, input: { manifest, rows: readJsonLines(source, io), source: nameOf(source) } }),
    );
    return {
      text:
        `${registered.outcome === 'created' ? 'Registered' : 'Updated'} ${registered.modelId}: ` +
        `reference ${registered.referenceId} of ${registered.rowCount} rows.`,
      json: registered,
    };
  },
};

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

/** What is remembered of where a reference came from: not where somebody's home directory is. */
function nameOf(source: string): string {
  if (source === '-') return 'standard input';
  return /^https?:\/\//u.test(source) ? withoutSecrets(source) : basename(source);
}
