import { lintOpenSlo, MAX_OPEN_SLO_DOCUMENTS, type OpenSloReport } from '@leeway/slo';
import { CliError } from '../cli-error.ts';
import type { CliIo, Command } from '../command.ts';
import { readYaml, type YamlDocument } from '../openslo/read-yaml.ts';

type Read = YamlDocument & { file: string };
type Report = OpenSloReport & { file: string };

async function readAll(files: readonly string[], io: CliIo): Promise<Read[]> {
  const all: Read[] = [];
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

/** References are looked for in all files together. */
function lintAll(read: readonly Read[]): Report[] {
  const values = read.flatMap((one) => ('value' in one ? [one.value] : []));
  const reports = lintOpenSlo(values);
  return read.map((one) => {
    if ('value' in one) return { ...(reports.shift() as OpenSloReport), file: one.file };
    const problems = [{ path: '', message: one.syntax, severity: 'error' as const }];
    return { kind: '(unreadable)', name: '(no name)', ok: false, problems, file: one.file };
  });
}

function shown({ file, kind, name, ok, problems }: Report): string {
  const lines = problems.map(
    ({ path, message, severity }) => `  ${severity}  ${path === '' ? '' : `${path}: `}${message}`,
  );
  return [`${ok ? 'ok      ' : 'refused '} ${kind} ${name} (${file})`, ...lines].join('\n');
}

export const sloLint: Command = {
  name: 'slo lint',
  summary: 'check OpenSLO documents (v1, v1alpha): what is wrong, where, and what an import would leave out',
  positional: 'file',
  options: {
    file: { value: 'FILE', help: 'YAML or JSON files, http(s) addresses, or -', required: true, many: true },
  },
  run: async ({ lists, io }) => {
    const reports = lintAll(await readAll(lists['file'] ?? [], io));
    const refused = reports.filter(({ ok }) => !ok).length;
    const count = `${reports.length} document${reports.length === 1 ? '' : 's'}, ${refused} refused`;
    return {
      text: [...reports.map(shown), count].join('\n'),
      json: { documents: reports },
      failed: refused > 0,
    };
  },
};
