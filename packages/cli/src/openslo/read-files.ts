import { MAX_OPEN_SLO_DOCUMENTS } from '@leeway/slo';
import { CliError } from '../cli-error.ts';
import type { CliIo } from '../command.ts';
import { readYaml, type YamlDocument } from './read-yaml.ts';

export type FileDocument = YamlDocument & { file: string };

/** Every document of some files, entries of lists one by one, in their order. */
export async function readFiles(files: readonly string[], io: CliIo): Promise<FileDocument[]> {
  const all: FileDocument[] = [];
  for (const file of files) {
    const documents = await readYaml(file, io).catch((error: unknown) => {
      throw error instanceof CliError
        ? error
        : new CliError(`${file} could not be read: ${error instanceof Error ? error.message : String(error)}`);
    });
    // What is between two separators may be nothing at all.
    all.push(
      ...documents
        .filter((document) => 'syntax' in document || (document.value !== null && document.value !== undefined))
        .flatMap((document) =>
          'value' in document && Array.isArray(document.value)
            ? document.value.map((value: unknown) => ({ value, file }))
            : [{ ...document, file }],
        ),
    );
    if (all.length > MAX_OPEN_SLO_DOCUMENTS) throw new CliError(`more than ${MAX_OPEN_SLO_DOCUMENTS} documents`);
  }
  return all;
}
