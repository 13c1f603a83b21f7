import { writeFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { exportSlos, ExportSlosInput, writeYaml } from '@leeway/services';
import { openSloToPrometheus, POLICY_PRESET_IDS, prometheusRules, prometheusRuleTests } from '@leeway/slo';
import { CliError } from '../cli-error.ts';
import type { CliIo, Command } from '../command.ts';
import { fileReports, reportText } from '../openslo/file-report.ts';
import { readFiles, type FileDocument } from '../openslo/read-files.ts';
import { withStore } from '../with-store.ts';

export const sloRules: Command = {
  name: 'slo rules',
  summary:
    'Prometheus recording and alerting rules, as YAML: of OpenSLO documents, which needs no server, or of the SLOs in use',
  positional: 'file',
  options: {
    file: { value: 'FILE', help: 'YAML or JSON files, http(s) addresses, or -; left out, the SLOs in use', many: true },
    model: { value: 'ID', help: 'without a file: only the SLOs of this model' },
    out: { value: 'FILE', help: 'write the rules there instead of printing them' },
    tests: { value: 'FILE', help: 'with --out: write tests of the rules there, for promtool test rules' },
    policy: {
      value: 'NAME',
      help: `rows of SLOs without alert policies of their own: ${POLICY_PRESET_IDS.join(', ')} (sloth if left out)`,
    },
  },
  run: async ({ options, lists, io }) => {
    if (options['tests'] !== undefined && options['out'] === undefined)
      throw new CliError('--tests needs --out: tests name the file of the rules', 2);
    const asked = options['policy'] ?? 'sloth';
    const preset = POLICY_PRESET_IDS.find((id) => id === asked);
    if (preset === undefined) throw new CliError(`--policy ${asked}: ${POLICY_PRESET_IDS.join(', ')}`, 2);
    const files = lists['file'] ?? [];
    const read = files.length > 0 ? await readFiles(files, io) : await readStored(options['model'] ?? null, io);
    const { slos, reports } = openSloToPrometheus(
      read.flatMap((one) => ('value' in one ? [one.value] : [])),
      preset,
    );
    const all = fileReports(read, reports);
    const refused = all.filter(({ ok }) => !ok);
    if (refused.length > 0)
      throw new CliError(`${refused.length} of ${all.length} documents refused\n${refused.map(reportText).join('\n')}`);
    for (const report of all) if (report.problems.length > 0) io.err(reportText(report));
    const rules = prometheusRules(slos);
    const out = options['out'];
    if (out === undefined) return { text: writeYaml(rules), json: { ...rules, documents: all } };
    await writeFile(out, `${writeYaml(rules)}\n`);
    const { file, skipped } = prometheusRuleTests(slos, basename(out));
    const tests = options['tests'];
    if (tests !== undefined) await writeFile(tests, `${writeYaml(file)}\n`);
    const count = rules.groups.reduce((sum, group) => sum + group.rules.length, 0);
    const lines = [
      `${count} rules of ${slos.length} SLOs written to ${out}`,
      ...(tests === undefined ? [] : [`tests of ${file.tests.length} SLOs written to ${tests}`]),
      ...(tests === undefined ? [] : skipped.map(({ id, reason }) => `  no test of ${id}: ${reason}`)),
    ];
    return {
      text: lines.join('\n'),
      json: { rules: count, slos: slos.length, tested: file.tests.length, skipped, documents: all },
    };
  },
};

/** The SLOs in use, as an export has them. */
async function readStored(modelId: string | null, io: CliIo): Promise<FileDocument[]> {
  const input = ExportSlosInput.parse({ modelId });
  const { documents } = await withStore(io, (ctx) => exportSlos({ ctx, input }));
  return documents.map((value) => ({ value, file: 'in use' }));
}
