import { pathOf, segmentsOf } from '@leeway/contracts';
import { parseCutJson } from './parse-cut-json.ts';

/** A field of a message: where it is and what it held there. */
export type MessageField = {
  path: string;
  kind: 'text' | 'number' | 'boolean' | 'list' | 'object' | 'null';
  /** What it held, cut short; text only, never markup. */
  sample: string;
};

const MAX_FIELDS = 300;
const MAX_DEPTH = 6;
const MAX_SAMPLE = 60;

type Inspected = { raw: string; encoding: string; opened: string | null };

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function kindOf(value: unknown): MessageField['kind'] {
  if (value === null || value === undefined) return 'null';
  if (Array.isArray(value)) return 'list';
  if (typeof value === 'object') return 'object';
  if (typeof value === 'boolean') return 'boolean';
  return typeof value === 'number' ? 'number' : 'text';
}

function sampleOf(value: unknown): string {
  const text =
    typeof value === 'string'
      ? value
      : isObject(value)
        ? `{ ${Object.keys(value).slice(0, 6).join(', ')} }`
        : JSON.stringify(value ?? null);
  return text.length > MAX_SAMPLE ? `${text.slice(0, MAX_SAMPLE - 1)}…` : text;
}

/** Outer fields first; what lies in an object follows it. */
function collect(value: unknown, segments: string[], fields: MessageField[]): void {
  if (!isObject(value) || segments.length >= MAX_DEPTH) return;
  for (const [name, inner] of Object.entries(value)) {
    if (fields.length >= MAX_FIELDS) return;
    if (name === '__proto__') continue;
    const at = [...segments, name];
    fields.push({ path: pathOf(at), kind: kindOf(inner), sample: sampleOf(inner) });
    collect(inner, at, fields);
  }
}

/** Own properties only, as the decoder reads. */
export function valueAt(root: unknown, path: string): unknown {
  let at = root;
  for (const segment of segmentsOf(path)) {
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, segment)) return undefined;
    at = (at as Record<string, unknown>)[segment];
  }
  return at;
}

/** The part of a message in which paths are read, as the worker opened it or as it came. */
function rootOfMessage(record: Inspected): unknown {
  if (record.opened !== null) return parseCutJson(record.opened);
  if (record.encoding !== 'text') return undefined;
  return parseCutJson(record.raw);
}

/** Fields that a mapping may name, those of an entry first where a message holds a list of rows. */
export function messageFields(record: Inspected, rows: string): MessageField[] {
  const root = rootOfMessage(record);
  const fields: MessageField[] = [];
  if (rows !== '') {
    const list = valueAt(root, rows);
    if (Array.isArray(list)) collect(list[0], [], fields);
  }
  const known = new Set(fields.map(({ path }) => path));
  const outer: MessageField[] = [];
  collect(root, [], outer);
  return [...fields, ...outer.filter(({ path }) => !known.has(path))].slice(0, MAX_FIELDS);
}
