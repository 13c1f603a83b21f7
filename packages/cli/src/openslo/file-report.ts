import type { OpenSloProblem, OpenSloReport } from '@leeway/slo';
import type { FileDocument } from './read-files.ts';

export type FileReport = OpenSloReport & { file: string };

/** Puts the reports of documents that could be read beside those that could not. */
export function fileReports(read: readonly FileDocument[], reports: readonly OpenSloReport[]): FileReport[] {
  const left = [...reports];
  return read.map((one) => {
    if ('value' in one) return { ...(left.shift() as OpenSloReport), file: one.file };
    const problems = [{ path: '', message: one.syntax, severity: 'error' as const }];
    return { kind: '(unreadable)', name: '(no name)', ok: false, problems, file: one.file };
  });
}

/** A document and what is wrong with it, a line each. */
export function reportText({ file, kind, name, ok, problems }: FileReport): string {
  return [`${ok ? 'ok      ' : 'refused '} ${kind} ${name} (${file})`, ...problemLines(problems)].join('\n');
}

export function problemLines(problems: readonly OpenSloProblem[]): string[] {
  return problems.map(({ path, message, severity }) => `  ${severity}  ${path === '' ? '' : `${path}: `}${message}`);
}
