import { readMapping, StreamMapping } from '@leeway/contracts';

/** Leeway's own contract stands in for a stored mapping that cannot be read any more. */
export function storedMapping(stored: unknown): StreamMapping {
  return readMapping(stored).mapping ?? StreamMapping.parse({});
}

/** Why a model's topics are not read, in words: one of its stored mappings does not parse. Null = they both do. */
export function mappingProblem(model: { streamMapping: unknown; labelMapping: unknown }): string | null {
  const { problem: ofStream } = readMapping(model.streamMapping);
  if (ofStream !== null) return `its stored mapping of predictions cannot be read (${ofStream})`;
  const { problem: ofLabels } = readMapping(model.labelMapping);
  return ofLabels === null ? null : `its stored mapping of labels cannot be read (${ofLabels})`;
}
