import { lintOpenSlo } from '@leeway/slo';
import type { Command } from '../command.ts';
import { fileReports, reportText } from '../openslo/file-report.ts';
import { readFiles } from '../openslo/read-files.ts';

export const sloLint: Command = {
  name: 'slo lint',
  summary: 'check OpenSLO documents (v1, v1alpha): what is wrong, where, and what an import would leave out',
  positional: 'file',
  options: {
    file: { value: 'FILE', help: 'YAML or JSON files, http(s) addresses, or -', required: true, many: true },
  },
  run: async ({ lists, io }) => {
    const read = await readFiles(lists['file'] ?? [], io);
    // References are looked for in all files together.
    const reports = fileReports(read, lintOpenSlo(read.flatMap((one) => ('value' in one ? [one.value] : []))));
    const refused = reports.filter(({ ok }) => !ok).length;
    const count = `${reports.length} document${reports.length === 1 ? '' : 's'}, ${refused} refused`;
    return {
      text: [...reports.map(reportText), count].join('\n'),
      json: { documents: reports },
      failed: refused > 0,
    };
  },
};
