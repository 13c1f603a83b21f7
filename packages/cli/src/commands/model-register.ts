import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { registerModel } from '@leeway/services';
import { CliError } from '../cli-error.ts';
import type { Command } from '../command.ts';
import { withoutSecrets } from '../open-source.ts';
import { referenceRows } from '../register/reference-rows.ts';
import { ROLES, type TableColumns } from '../register/table-events.ts';
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
    time: { value: 'COLUMN', help: 'of a table: when the row was, "time" where there is such a column' },
    score: { value: 'COLUMN', help: 'of a table: probability of the positive class, else "score"' },
    prediction: { value: 'COLUMN', help: 'of a table: the answer, else "prediction"' },
    label: { value: 'COLUMN', help: 'of a table: what turned out to be true, else "label"' },
    ignore: { value: 'COLUMN', help: 'of a table: columns that are no features', many: true },
  },
  run: async ({ options, lists, io }) => {
    const manifest = await readManifest(options['file'] ?? '');
    const source = options['reference'] ?? '';
    const name = nameOf(source);
    const columns = columnsOf(options, lists['ignore'] ?? []);
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

function columnsOf(options: Record<string, string | undefined>, ignore: readonly string[]): TableColumns {
  const named = ROLES.flatMap((role) => {
    const column = options[role];
    return column === undefined ? [] : [[role, column] as const];
  });
  return { ...Object.fromEntries(named), ignore: ignore.flatMap((names) => names.split(',')) };
}

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

/** What is remembered of where a reference came from: not where somebody's home directory is. */
function nameOf(source: string): string {
  if (source === '-') return 'standard input';
  return /^https?:\/\//u.test(source) ? withoutSecrets(source) : basename(source);
}
