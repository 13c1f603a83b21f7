import { openSloSet } from '../document-set.ts';
import type { OpenSloProblem, OpenSloReport } from '../open-slo-problem.ts';
import { importSlo, type ImportContext, type ImportedSlo } from './import-slo.ts';
import { otherKind } from './other-kinds.ts';

export type { ImportedSlo } from './import-slo.ts';

/** A document and what becomes of it. */
export type ImportReport = OpenSloReport & {
  /** In a few words, for documents that are no SLO. */
  becomes: string | null;
  /** SLOs that are made of it, one an objective; none when it is refused. */
  slos: ImportedSlo[];
};

/**
 * OpenSLO documents → SLOs of Leeway. What can't be measured here refuses its document, with the path and the reason;
 * what can't be kept is said in a warning at its path. Nothing is dropped silently.
 */
export function importOpenSlo(values: readonly unknown[], context: Omit<ImportContext, 'find'>): ImportReport[] {
  const { reports, documents, find } = openSloSet(values);
  const used = usedBy(documents.flatMap((one) => (one === null ? [] : [one])));
  return reports.map((report, index): ImportReport => {
    const document = documents[index] ?? null;
    if (document === null) return { ...report, becomes: null, slos: [] };
    if (document.kind !== 'SLO') {
      const other = otherKind(document, used);
      return { ...report, problems: [...report.problems, ...other.problems], becomes: other.becomes, slos: [] };
    }
    if (!report.ok) return { ...report, becomes: null, slos: [] };
    const { slos, problems } = importSlo(document, { ...context, find });
    const all = [...report.problems.filter((one) => !isCovered(one, problems)), ...problems];
    const ok = all.every(({ severity }) => severity === 'warning');
    return { ...report, ok, problems: all, becomes: null, slos: ok ? slos : [] };
  });
}

/** A warning of the lint at whose path an import says more. */
function isCovered({ path, message }: OpenSloProblem, problems: readonly OpenSloProblem[]): boolean {
  return problems.some((other) => other.path === path && (other.severity === 'error' || other.message === message));
}

/** Every name that some document refers to. */
function usedBy(documents: readonly object[]): ReadonlySet<string> {
  const names = new Set<string>();
  const walk = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return;
    for (const [key, inner] of Object.entries(value)) {
      if (typeof inner === 'string' && key.endsWith('Ref')) names.add(inner);
      else walk(inner);
    }
  };
  walk(documents);
  return names;
}
