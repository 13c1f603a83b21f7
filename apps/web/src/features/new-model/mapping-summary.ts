import { FORMATS } from '@leeway/contracts';
import type { MappingDraft } from './mapping-draft.ts';

/** A mapping in a line: what it is, and what of it was set by hand. */
export function mappingSummary(draft: MappingDraft): string {
  const set = Object.entries(draft.sources)
    .filter(([, source]) => source.from !== 'usual')
    .map(([name, source]) => `${name} ${source.text === '' ? source.from : source.text}`);
  const format = draft.format in FORMATS ? draft.format : 'json';
  const features =
    draft.carries === 'labels'
      ? []
      : draft.features.as === 'fields'
        ? [`${draft.features.fields.length} chosen features`]
        : draft.features.as === 'usual'
          ? []
          : [`features ${draft.features.path === '' ? 'all other fields' : draft.features.path}`];
  const parts = [...set, ...features];
  return parts.length === 0 ? `${format}, as usual` : `${format}: ${parts.join(', ')}`;
}
