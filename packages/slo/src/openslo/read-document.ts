import type { z } from 'zod';
import { pathText, type OpenSloProblem } from './open-slo-problem.ts';
import { V1_DOCUMENTS, type V1Document } from './v1/documents.ts';
import { V1ALPHA_DOCUMENTS } from './v1alpha/documents.ts';

type V1AlphaDocument = { [K in keyof typeof V1ALPHA_DOCUMENTS]: z.infer<(typeof V1ALPHA_DOCUMENTS)[K]> }[
  | 'SLO'
  | 'Service'];
export type OpenSloDocument = V1Document | V1AlphaDocument;

export type ReadDocument = {
  kind: string;
  name: string;
  /** Null when it is refused. */
  document: OpenSloDocument | null;
  problems: OpenSloProblem[];
};

const VERSIONS: Readonly<Record<string, Readonly<Record<string, z.ZodType<OpenSloDocument>>>>> = {
  'openslo/v1': V1_DOCUMENTS,
  'openslo/v1alpha': V1ALPHA_DOCUMENTS,
};
const MAX_PROBLEMS = 50;

function field(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, name)
    ? (value as Record<string, unknown>)[name]
    : undefined;
}

function named(value: unknown, otherwise: string): string {
  return typeof value === 'string' && value !== '' ? value.slice(0, 253) : otherwise;
}

/** One object as YAML or JSON has it → an OpenSLO document, or every reason why it is none. Never throws. */
export function readDocument(value: unknown): ReadDocument {
  const kind = named(field(value, 'kind'), '(no kind)');
  const name = named(field(field(value, 'metadata'), 'name'), '(no name)');
  const refuse = (path: string, message: string): ReadDocument => ({
    kind,
    name,
    document: null,
    problems: [{ path, message, severity: 'error' }],
  });
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return refuse('', 'expected an object');
  const version = field(value, 'apiVersion');
  const known = typeof version === 'string' && Object.hasOwn(VERSIONS, version) ? VERSIONS[version] : undefined;
  if (known === undefined)
    return refuse(
      'apiVersion',
      `${version === undefined ? 'required' : `${JSON.stringify(version)} is not read`}: ${Object.keys(VERSIONS).join(' or ')}`,
    );
  const schema = Object.hasOwn(known, kind) ? known[kind] : undefined;
  if (schema === undefined)
    return refuse('kind', `${JSON.stringify(kind)} is no kind of ${String(version)}: ${Object.keys(known).join(', ')}`);
  const parsed = schema.safeParse(value);
  if (parsed.success) return { kind, name, document: parsed.data, problems: [] };
  return { kind, name, document: null, problems: parsed.error.issues.flatMap(problemsOf).slice(0, MAX_PROBLEMS) };
}

/** A field that is not known is named where it stands. */
function problemsOf(issue: z.core.$ZodIssue): OpenSloProblem[] {
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((key) => ({
      path: pathText([...issue.path, key]),
      message: 'no such field',
      severity: 'error' as const,
    }));
  return [{ path: pathText(issue.path), message: issue.message, severity: 'error' }];
}
