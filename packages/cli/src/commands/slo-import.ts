import {
  importSlos,
  ImportSlosInput,
  planSloImport,
  type ImportedDocument,
  type ImportOutcome,
  type SloImportPlan,
} from '@leeway/services';
import { CliError } from '../cli-error.ts';
import type { Command } from '../command.ts';
import { problemLines } from '../openslo/file-report.ts';
import { prometheusOf } from '../prometheus-of.ts';
import { readText } from '../openslo/read-text.ts';
import { withStore } from '../with-store.ts';

const WORDS = { create: 'new', update: 'changed', unchanged: 'as it is' } as const;

export const sloImport: Command = {
  name: 'slo import',
  summary: 'SLOs from OpenSLO documents (v1, v1alpha); those that are here already become a new version',
  positional: 'file',
  options: {
    file: { value: 'FILE', help: 'YAML or JSON files, http(s) addresses, or -', required: true, many: true },
    model: { value: 'ID', help: 'the model that they are about; left out, the one that each document names' },
    'dry-run': { help: 'say what would become of each document, and do nothing' },
    'skip-refused': { help: 'take the rest when documents are refused; otherwise nothing is done' },
    reason: { value: 'WORDS', help: 'why, for the audit log' },
  },
  run: async ({ options, lists, io }) => {
    const texts: string[] = [];
    for (const file of lists['file'] ?? []) texts.push(await readText(file, io));
    const parsed = ImportSlosInput.safeParse({
      text: texts.join('\n---\n'),
      modelId: options['model'] ?? null,
      skipRefused: options['skip-refused'] === 'true',
      ...(options['reason'] === undefined ? {} : { reason: options['reason'] }),
    });
    if (!parsed.success) throw new CliError(parsed.error.issues[0]?.message ?? 'asked for wrongly', 2);
    const input = parsed.data;
    const sources = prometheusOf(io);
    return withStore(io, async (ctx) => {
      const plan = await planSloImport({ ctx, input, sources });
      const isRefused = plan.refused > 0 && !input.skipRefused;
      if (options['dry-run'] === 'true' || isRefused) {
        const end = isRefused && options['dry-run'] !== 'true' ? ['nothing was imported'] : [];
        return {
          text: [planText(plan), ...end].join('\n'),
          json: { ...plan, outcomes: [] },
          failed: plan.refused > 0,
        };
      }
      const { outcomes, plan: done } = await importSlos({ ctx, input, sources });
      return {
        text: [planText(done), ...outcomes.map(outcomeText)].join('\n'),
        json: { ...done, outcomes },
        failed: done.refused > 0 || outcomes.some(({ outcome }) => outcome === 'failed'),
      };
    });
  },
};

function planText({ documents, create, update, unchanged, refused }: SloImportPlan): string {
  const count = `${documents.length} documents: ${create} SLOs new, ${update} changed, ${unchanged} as they are, ${refused} refused`;
  return [...documents.map(documentText), count].join('\n');
}

function documentText({ ok, kind, name, problems, becomes, slos }: ImportedDocument): string {
  const head = `${ok ? 'ok      ' : 'refused '} ${kind} ${name}${becomes === null ? '' : `: ${becomes}`}`;
  const made = slos.map(
    ({ action, id, document }) =>
      `  ${WORDS[action]}: ${document.modelId} “${document.name}”${id === null ? '' : ` (${id})`}`,
  );
  return [head, ...made, ...problemLines(problems)].join('\n');
}

function outcomeText({ outcome, modelId, name, id, message }: ImportOutcome): string {
  return `${outcome}: ${modelId} “${name}”${id === null ? '' : ` (${id})`}${message === null ? '' : `: ${message}`}`;
}
