import { FORMATS, pathOf, segmentsOf } from '@leeway/contracts';
import type { FeatureRow } from './feature-list.tsx';
import type { SeenFeature } from './inspection-words.ts';
import type { FeatureDraft, MappingDraft } from './mapping-draft.ts';
import type { MessageField } from './message-fields.ts';

/** Names that features chosen one by one go by: the last step of their path, or all of it where that is taken. */
export function nameForPath(path: string, taken: ReadonlySet<string>): string {
  const last = segmentsOf(path).at(-1) ?? path;
  return taken.has(last) ? segmentsOf(path).join('.') : last;
}

/** What may be ticked: the fields of the message where each is chosen, otherwise the features that were read. */
export function featureRows(
  draft: FeatureDraft,
  seen: readonly SeenFeature[],
  fields: readonly MessageField[],
): FeatureRow[] {
  if (draft.as !== 'fields') {
    const left = draft.except.filter((name) => !seen.some((feature) => feature.name === name));
    return [
      ...seen.map(({ name, sample }) => ({ key: name, feature: name, sample, included: !draft.except.includes(name) })),
      ...left.map((name) => ({ key: name, feature: name, sample: '', included: false })),
    ];
  }
  const chosen = new Map(draft.fields.map(({ name, path }) => [path, name]));
  const offered = fields.filter(({ kind, path }) => kind !== 'object' || chosen.has(path));
  const paths = new Set(offered.map(({ path }) => path));
  return [
    ...offered.map(({ path, sample }) => ({
      key: path,
      feature: chosen.get(path) ?? nameForPath(path, new Set()),
      sample,
      included: chosen.has(path),
    })),
    ...draft.fields
      .filter(({ path }) => !paths.has(path))
      .map(({ name, path }) => ({ key: path, feature: name, sample: '', included: true })),
  ];
}

/** Ticks or unticks one by the key of its row: a path where each field is chosen, otherwise the feature's name. */
export function withFeature(draft: FeatureDraft, key: string, included: boolean): FeatureDraft {
  if (draft.as === 'fields') {
    const others = draft.fields.filter(({ path }) => path !== key);
    const taken = new Set(others.map((field) => field.name));
    return { ...draft, fields: included ? [...others, { name: nameForPath(key, taken), path: key }] : others };
  }
  const others = draft.except.filter((name) => name !== key);
  return { ...draft, except: included ? others : [...others, key] };
}

/** Another shape begins with what was read by the one before, so that nobody begins with nothing. */
export function withShape(
  mapping: MappingDraft,
  as: FeatureDraft['as'],
  seen: readonly SeenFeature[],
  fields: readonly MessageField[],
): FeatureDraft {
  const draft = mapping.features;
  const usual = FORMATS[mapping.format].defaults.features?.path ?? '';
  const path = draft.as === 'usual' ? usual : draft.path;
  if (as === 'fields' && draft.fields.length === 0) {
    const names = new Set(seen.map(({ name }) => pathOf([...segmentsOf(path), name])));
    const chosen = fields.filter((field) => names.has(field.path));
    const taken = new Set<string>();
    return {
      ...draft,
      as,
      path: '',
      fields: chosen.map((field) => {
        const name = nameForPath(field.path, taken);
        taken.add(name);
        return { name, path: field.path };
      }),
    };
  }
  if (as === 'array' && draft.order === '') return { ...draft, as, path, order: orderOf(seen) };
  return { ...draft, as, path: as === 'usual' || as === 'fields' ? '' : path };
}

function orderOf(seen: readonly SeenFeature[]): string {
  return seen.map(({ name }) => name).join(', ');
}
