import { openSloToPrometheus, POLICY_PRESET_IDS, prometheusRules } from '@leeway/slo';
import { stringify } from 'yaml';
import { CliError } from '../cli-error.ts';
import type { Command } from '../command.ts';
import { fileReports, reportText } from '../openslo/file-report.ts';
import { readFiles } from '../openslo/read-files.ts';

const WIDE = 0;

export const sloRules: Command = {
  name: 'slo rules',
  summary: 'Prometheus recording and alerting rules from OpenSLO documents, as YAML; needs no server',
  positional: 'file',
  options: {
    file: { value: 'FILE', help: 'YAML or JSON files, http(s) addresses, or -', required: true, many: true },
    policy: {
      value: 'NAME',
      help: `rows of SLOs without alert policies of their own: ${POLICY_PRESET_IDS.join(', ')} (sloth if left out)`,
    },
  },
  run: async ({ options, lists, io }) => {
    const asked = options['policy'] ?? 'sloth';
    const preset = POLICY_PRESET_IDS.find((id) => id === asked);
    if (preset === undefined) throw new CliError(`--policy ${asked}: ${POLICY_PRESET_IDS.join(', ')}`, 2);
    const read = await readFiles(lists['file'] ?? [], io);
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
    return {
      text: stringify(rules, { lineWidth: WIDE, aliasDuplicateObjects: false }).trimEnd(),
      json: { ...rules, documents: all },
    };
  },
};
