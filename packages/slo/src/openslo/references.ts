import { pathText, type OpenSloProblem } from './open-slo-problem.ts';
import type { OpenSloDocument } from './read-document.ts';

type Reference = { path: PropertyKey[]; kind: string; name: string };

const REFERENCES: Readonly<Record<string, string>> = {
  indicatorRef: 'SLI',
  alertPolicyRef: 'AlertPolicy',
  conditionRef: 'AlertCondition',
  targetRef: 'AlertNotificationTarget',
  metricSourceRef: 'DataSource',
};
const DEEPEST = 12;

/** Every reference by name in a document, with where it stands. */
function* referencesIn(value: unknown, path: PropertyKey[]): Generator<Reference> {
  if (typeof value !== 'object' || value === null || path.length > DEEPEST) return;
  for (const [key, inner] of Object.entries(value)) {
    const step = Array.isArray(value) ? Number(key) : key;
    const kind = Object.hasOwn(REFERENCES, key) ? REFERENCES[key] : undefined;
    if (kind !== undefined && typeof inner === 'string' && !Array.isArray(value))
      yield { path: [...path, step], kind, name: inner };
    // What a metric source queries is the source's own business.
    else if (!(key === 'spec' && 'metricSourceRef' in value)) yield* referencesIn(inner, [...path, step]);
  }
}

/** References to what is not among the documents: it may be elsewhere, but an import of these alone would not find it. */
export function danglingReferences(document: OpenSloDocument, known: ReadonlySet<string>): OpenSloProblem[] {
  return [...referencesIn(document.spec, ['spec'])]
    .filter(({ kind, name }) => !known.has(`${kind}/${name}`))
    .map(({ path, kind, name }) => ({
      path: pathText(path),
      message: `no ${kind} "${name}" among these documents`,
      severity: 'warning',
    }));
}
