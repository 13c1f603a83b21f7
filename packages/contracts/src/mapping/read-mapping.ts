import { StreamMapping } from './stream-mapping.ts';

export type ReadMapping = { mapping: StreamMapping; problem: null } | { mapping: null; problem: string };

/** A mapping as it was stored, perhaps by another version: one that does not parse any more says why. */
export function readMapping(stored: unknown): ReadMapping {
  const parsed = StreamMapping.safeParse(stored ?? {});
  if (parsed.success) return { mapping: parsed.data, problem: null };
  const [issue] = parsed.error.issues;
  const path = issue?.path.map(String).join('.') ?? '';
  return {
    mapping: null,
    problem: `${path === '' ? 'mapping' : path}: ${issue?.message ?? 'not readable'}`.slice(0, 300),
  };
}
