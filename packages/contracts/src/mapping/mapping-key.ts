import type { StreamMapping } from './stream-mapping.ts';

/** Two mappings with the same key read a topic the same way; what the stream calls each model may differ. */
export function mappingKey(mapping: StreamMapping): string {
  const { model } = mapping;
  if (model === undefined || 'const' in model) return JSON.stringify(mapping);
  const { equals: _name, ...source } = model;
  return JSON.stringify({ ...mapping, model: source });
}

/** What the stream calls a model in the field that says which one an event is of. */
export function nameInStream(mapping: StreamMapping, modelId: string): string {
  const { model } = mapping;
  if (model === undefined) return modelId;
  return ('const' in model ? model.const : model.equals) ?? modelId;
}
