import { z } from 'zod';

/** Deepest nesting that is followed or read. */
export const MAX_DEPTH = 32;

/** Own properties and list positions only; `undefined` where the way ends early. */
export type PathReader = (value: unknown) => unknown;

/**
 * Where a value is: names with dots between them (`customer.age`, `scores.1`), or a JSON Pointer (`/customer/date.of
 * .birth`) for names that have dots. "" is the whole.
 */
export const FieldPath = z
  .string()
  .max(500)
  .refine((path) => segmentsOf(path).length <= MAX_DEPTH, `at most ${MAX_DEPTH} steps`)
  .refine((path) => path === '' || path.startsWith('/') || !segmentsOf(path).includes(''), 'an empty step')
  .refine((path) => !path.startsWith('/') || !/~(?![01])/u.test(path), '~ in a JSON Pointer is ~0 or ~1')
  .refine((path) => !segmentsOf(path).includes('__proto__'), 'not a field of a message');

export function segmentsOf(path: string): string[] {
  if (path === '') return [];
  if (!path.startsWith('/')) return path.split('.');
  return path
    .slice(1)
    .split('/')
    .map((segment) => segment.replaceAll('~1', '/').replaceAll('~0', '~'));
}

/** The path as the mapping writes it: dotted where that is possible. */
export function pathOf(segments: readonly string[]): string {
  if (segments.every((segment) => segment !== '' && !segment.includes('.') && !segment.startsWith('/')))
    return segments.join('.');
  return segments.map((segment) => `/${segment.replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}

function step(value: unknown, segment: string): unknown {
  if (typeof value !== 'object' || value === null) return undefined;
  return Object.hasOwn(value, segment) ? (value as Record<string, unknown>)[segment] : undefined;
}

/** Compiled once for a mapping; reads without allocating. */
export function compilePath(path: string): PathReader {
  const segments = segmentsOf(path);
  const [first, second] = segments;
  if (first === undefined) return (value) => value;
  if (second === undefined) return (value) => step(value, first);
  return (value) => {
    let at = value;
    for (const segment of segments) at = step(at, segment);
    return at;
  };
}
