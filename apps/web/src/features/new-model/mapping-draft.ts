import { StreamMapping, type StreamMappingInput } from '@leeway/contracts';

/** What a mapping reads of a message one by one, in the order of the form. */
export const SOURCE_NAMES = [
  'model',
  'eventId',
  'time',
  'version',
  'score',
  'prediction',
  'latency',
  'status',
  'label',
] as const;
export type SourceName = (typeof SOURCE_NAMES)[number];

export const SOURCE_ORIGINS = ['usual', 'path', 'header', 'key', 'const', 'record'] as const;
export type SourceOrigin = (typeof SOURCE_ORIGINS)[number];

/** Everything stays as it was typed. `usual`: as the format says, or not at all. `equals` is kept, not edited here. */
export type SourceDraft = {
  from: SourceOrigin;
  text: string;
  unit: string;
  zone: string;
  errors: string;
  equals: string;
};

export const FEATURE_SHAPES = ['usual', 'object', 'fields', 'array', 'columns', 'split'] as const;
export type FeatureShape = (typeof FEATURE_SHAPES)[number];
export type FeatureDraft = {
  as: FeatureShape;
  path: string;
  /** Names of a list's positions, with commas between them. */
  order: string;
  fields: { name: string; path: string }[];
  flatten: boolean;
  except: string[];
  /** The mapping names the shape, though it could be told from the rest. */
  isNamed: boolean;
};

export type MappingDraft = {
  format: StreamMapping['format'];
  carries: StreamMapping['carries'];
  take: StreamMapping['take'];
  rows: string;
  sources: Record<SourceName, SourceDraft>;
  features: FeatureDraft;
  /** Parts of the mapping that this form does not edit. */
  rest: Record<string, unknown>;
};

const EDITED: ReadonlySet<string> = new Set<string>([...SOURCE_NAMES, 'format', 'carries', 'take', 'rows', 'features']);
const NO_SOURCE: SourceDraft = { from: 'usual', text: '', unit: '', zone: '', errors: '', equals: '' };
const NO_FEATURES: FeatureDraft = {
  as: 'usual',
  path: '',
  order: '',
  fields: [],
  flatten: false,
  except: [],
  isNamed: false,
};

type AnySource = {
  path?: string | undefined;
  header?: string | undefined;
  key?: true;
  const?: string;
  record?: true;
  unit?: string | undefined;
  zone?: string | undefined;
  errors?: string[];
  equals?: string | undefined;
};

function draftOfSource(source: AnySource | undefined): SourceDraft {
  if (source === undefined) return NO_SOURCE;
  const draft = {
    ...NO_SOURCE,
    unit: source.unit ?? '',
    zone: source.zone ?? '',
    errors: source.errors?.join(', ') ?? '',
    equals: source.equals ?? '',
  };
  if (source.record === true) return { ...draft, from: 'record' };
  if (source.key === true) return { ...draft, from: 'key' };
  if (source.header !== undefined) return { ...draft, from: 'header', text: source.header };
  if (source.const !== undefined) return { ...draft, from: 'const', text: source.const };
  return { ...draft, from: 'path', text: source.path ?? '' };
}

function draftOfFeatures(features: StreamMapping['features']): FeatureDraft {
  if (features === undefined) return NO_FEATURES;
  const { as, path = '', order, fields, flatten = false, except = [] } = features;
  return {
    as: as ?? (order === undefined ? 'object' : 'array'),
    path,
    order: order?.join(', ') ?? '',
    fields: Object.entries(fields ?? {}).map(([name, field]) => ({ name, path: field })),
    flatten,
    except,
    isNamed: as !== undefined,
  };
}

/** A mapping as the form edits it. */
export function draftOfMapping(mapping: StreamMapping): MappingDraft {
  return {
    format: mapping.format,
    carries: mapping.carries,
    take: mapping.take,
    rows: mapping.rows ?? '',
    sources: Object.fromEntries(
      SOURCE_NAMES.map((name) => [name, draftOfSource(mapping[name] as AnySource | undefined)]),
    ) as Record<SourceName, SourceDraft>,
    features: draftOfFeatures(mapping.features),
    rest: Object.fromEntries(Object.entries(mapping).filter(([key]) => !EDITED.has(key))),
  };
}

export function newMappingDraft(carries: StreamMapping['carries']): MappingDraft {
  return draftOfMapping(StreamMapping.parse({ carries }));
}

/** Words between commas or line ends; each once. */
export function namesIn(text: string): string[] {
  return [...new Set(text.split(/[,\n]/u).map((name) => name.trim()))].filter((name) => name !== '');
}

function sourceOf(name: SourceName, draft: SourceDraft): unknown {
  const unit = draft.unit === '' ? {} : { unit: draft.unit };
  const zone = draft.zone.trim() === '' ? {} : { zone: draft.zone.trim() };
  const equals = name === 'model' && draft.equals !== '' ? { equals: draft.equals } : {};
  const text = draft.text.trim();
  switch (draft.from) {
    case 'usual':
      return undefined;
    case 'record':
      return { record: true };
    case 'key':
      return { key: true, ...equals };
    case 'const':
      return { const: text };
    case 'header':
      return { header: text, ...equals, ...(name === 'time' ? { ...unit, ...zone } : {}) };
    case 'path': {
      if (name === 'time') return { path: text, ...unit, ...zone };
      if (name === 'latency') return { path: text, ...unit };
      return name === 'status' ? { path: text, errors: namesIn(draft.errors) } : { path: text, ...equals };
    }
  }
}

function featuresOf(draft: FeatureDraft): StreamMappingInput['features'] {
  const { as, flatten, except } = draft;
  if (as === 'usual') {
    // What is left out applies to the usual place, too.
    if (except.length === 0 && !flatten) return undefined;
    return { ...(except.length === 0 ? {} : { except }), ...(flatten ? { flatten } : {}) };
  }
  const isTold = !draft.isNamed && (as === 'object' || as === 'array');
  return {
    ...(isTold ? {} : { as }),
    path: draft.path.trim(),
    ...(as === 'array' ? { order: namesIn(draft.order) } : {}),
    ...(as === 'fields'
      ? { fields: Object.fromEntries(draft.fields.map(({ name, path }) => [name, path.trim()])) }
      : {}),
    ...(as === 'object' && flatten ? { flatten } : {}),
    ...(as !== 'fields' && except.length > 0 ? { except } : {}),
  };
}

/** The mapping that a form means, or what is wrong with it by source. */
export function mappingOfDraft(draft: MappingDraft): { mapping: StreamMapping | null; errors: Record<string, string> } {
  const errors: Record<string, string> = {};
  const candidate: Record<string, unknown> = {
    ...draft.rest,
    format: draft.format,
    carries: draft.carries,
    take: draft.take,
    ...(draft.rows.trim() === '' ? {} : { rows: draft.rows.trim() }),
  };
  for (const name of SOURCE_NAMES) {
    const source = draft.sources[name];
    const value = sourceOf(name, source);
    if (value === undefined) continue;
    candidate[name] = value;
    if (source.from !== 'key' && source.from !== 'record' && source.text.trim() === '')
      errors[name] = source.from === 'path' ? 'Name the field.' : 'Say which.';
    if (name === 'status' && namesIn(source.errors).length === 0)
      errors[name] = 'Say which values mean a failed answer.';
  }
  const features = draft.carries === 'labels' ? undefined : featuresOf(draft.features);
  if (features !== undefined) candidate['features'] = features;
  if (draft.features.as === 'fields' && draft.features.fields.length === 0 && draft.carries === 'predictions')
    errors['features'] = 'Choose at least one field as a feature.';
  const parsed = StreamMapping.safeParse(candidate);
  for (const { path, message } of parsed.error?.issues ?? []) errors[String(path[0] ?? 'mapping')] ??= message;
  const isFine = parsed.success && Object.keys(errors).length === 0;
  return { mapping: isFine ? parsed.data : null, errors };
}
