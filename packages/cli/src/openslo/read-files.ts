import { readYaml, type YamlDocument } from '@leeway/services';
import { MAX_OPEN_SLO_DOCUMENTS } from '@leeway/slo';
import { CliError } from '../cli-error.ts';
import type { CliIo } from '../command.ts';
import { readText } from './read-text.ts';

export type FileDocument = YamlDocument & { file: string };

/** Every document of some files, entries of lists one by one, in their order. */
export async function readFiles(files: readonly string[], io: CliIo): Promise<FileDocument[]> {
  const all: FileDocument[] = [];
  for (const file of files) {
    all.push(...readYaml(await readText(file, io)).map((document) => ({ ...document, file })));
    if (all.length > MAX_OPEN_SLO_DOCUMENTS) throw new CliError(`more than ${MAX_OPEN_SLO_DOCUMENTS} documents`);
  }
  return all;
}
