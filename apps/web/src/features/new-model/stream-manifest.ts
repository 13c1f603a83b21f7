import { FORMATS, type StreamMapping } from '@leeway/contracts';

/** The mapping as a model keeps it: what the stream calls the model is said where that is not its id. */
export function mappingForModel(mapping: StreamMapping, streamName: string, modelId: string): StreamMapping {
  const source = mapping.model ?? FORMATS[mapping.format].defaults.model;
  if (source === undefined || 'const' in source || streamName === '' || streamName === modelId) return mapping;
  return { ...mapping, model: { ...source, equals: streamName } };
}

/** An id that a stream's name suggests: 'Fraud Scoring v2' → 'fraud-scoring-v2'. */
export function idFromName(name: string): string {
  return name
    .toLowerCase()
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(/[^a-z0-9._]+/gu, '-')
    .replaceAll(/^[^a-z0-9]+|[^a-z0-9]+$/gu, '')
    .slice(0, 63)
    .replaceAll(/[^a-z0-9]+$/gu, '');
}
