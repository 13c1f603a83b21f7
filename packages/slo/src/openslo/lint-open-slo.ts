import type { OpenSloProblem, OpenSloReport } from './open-slo-problem.ts';
import { readDocument, type ReadDocument } from './read-document.ts';
import { danglingReferences } from './references.ts';
import { whatIsTaken } from './what-is-taken.ts';

/** Most documents of one set: beyond, it is not what it was taken for. */
export const MAX_OPEN_SLO_DOCUMENTS = 5_000;

/**
 * Checks documents as YAML or JSON has them against openslo/v1 and openslo/v1alpha (OpenSLO specification, aa5cb78d),
 * each by itself and together: names that come twice, references that lead nowhere. A list counts as its entries.
 */
export function lintOpenSlo(values: readonly unknown[]): OpenSloReport[] {
  const read = values.flatMap((value) => (Array.isArray(value) ? value : [value])).map(readDocument);
  const known = new Set(read.map(({ kind, name }) => `${kind}/${name}`));
  const seen = new Set<string>();
  return read.map((one) => {
    const key = `${one.kind}/${one.name}`;
    const isRepeated = one.document !== null && seen.has(key);
    if (one.document !== null) seen.add(key);
    return report(one, known, isRepeated);
  });
}

/** Two objectives of one name would be taken for each other; of anything else the last one counts. */
function repeated(kind: string): OpenSloProblem {
  const isSlo = kind === 'SLO';
  return {
    path: 'metadata.name',
    message: `another ${kind} has the same name${isSlo ? '' : ': the last one counts'}`,
    severity: isSlo ? 'error' : 'warning',
  };
}

function report({ kind, name, document, problems }: ReadDocument, known: ReadonlySet<string>, isRepeated: boolean) {
  const all = [...problems];
  if (isRepeated) all.push(repeated(kind));
  if (document !== null) all.push(...whatIsTaken(document), ...danglingReferences(document, known));
  return { kind, name, ok: all.every(({ severity }) => severity === 'warning'), problems: all } satisfies OpenSloReport;
}
