import { FORMATS, type StreamMapping } from '@leeway/contracts';
import type { MappingDraft, SourceDraft, SourceName, SourceOrigin } from './mapping-draft.ts';

export const SOURCE_WORDS: Record<SourceName, { label: string; hint: string }> = {
  model: { label: 'Model', hint: 'whose answer it is' },
  eventId: { label: 'Id', hint: 'joins labels to it' },
  time: { label: 'Time', hint: 'of the answer' },
  version: { label: 'Version', hint: 'optional' },
  score: { label: 'Score', hint: '0 to 1, optional' },
  prediction: { label: 'Prediction', hint: 'class or value, optional' },
  latency: { label: 'Latency', hint: 'optional' },
  status: { label: 'Status', hint: 'failed answers, optional' },
  label: { label: 'Label', hint: 'what turned out true' },
};

const PREDICTION_SOURCES: readonly SourceName[] = [
  'model',
  'eventId',
  'time',
  'score',
  'prediction',
  'version',
  'latency',
  'status',
];
const LABEL_SOURCES: readonly SourceName[] = ['model', 'eventId', 'label', 'time'];

export function sourcesOf(carries: StreamMapping['carries']): readonly SourceName[] {
  return carries === 'labels' ? LABEL_SOURCES : PREDICTION_SOURCES;
}

export const ORIGIN_WORDS: Record<SourceOrigin, string> = {
  usual: 'as usual',
  path: 'a field',
  header: 'a header',
  key: 'the record’s key',
  const: 'always the same',
  record: 'the record’s own',
};

const ORIGINS: Record<SourceName, readonly SourceOrigin[]> = {
  model: ['usual', 'path', 'header', 'key', 'const'],
  eventId: ['usual', 'path', 'header', 'key'],
  version: ['usual', 'path', 'header', 'key', 'const'],
  time: ['usual', 'path', 'header', 'record'],
  score: ['usual', 'path'],
  prediction: ['usual', 'path'],
  label: ['usual', 'path'],
  latency: ['usual', 'path'],
  status: ['usual', 'path'],
};

export function originsOf(name: SourceName): readonly SourceOrigin[] {
  return ORIGINS[name];
}

type Located = { path?: string; header?: string; key?: true; record?: true; unit?: string };

/** What the format reads where nothing is said: "time, in ms". Null where it reads nothing. */
export function usualWords(format: MappingDraft['format'], name: SourceName): string | null {
  const source = FORMATS[format].defaults[name] as Located | undefined;
  if (source === undefined) return null;
  const unit = source.unit === undefined || source.unit === 'iso' ? '' : `, in ${source.unit}`;
  if (source.record === true) return 'the record’s own time';
  if (source.key === true) return 'the record’s key';
  if (source.header !== undefined) return `header ${source.header}${unit}`;
  return `${source.path === '' ? 'the whole' : (source.path ?? '')}${unit}`;
}

export const TIME_UNITS = ['ms', 's', 'us', 'ns', 'iso'] as const;
export const LATENCY_UNITS = ['ms', 's', 'us', 'ns'] as const;

/** Unit that a sample of a time looks like. */
export function timeUnitOf(sample: string): string {
  const value = Number(sample);
  if (sample.trim() === '' || !Number.isFinite(value)) return 'iso';
  if (value < 1e11) return 's';
  if (value < 1e14) return 'ms';
  return value < 1e17 ? 'us' : 'ns';
}

/** Another origin keeps what was typed, and begins with what the format reads usually. */
export function withOrigin(
  format: MappingDraft['format'],
  name: SourceName,
  draft: SourceDraft,
  from: SourceOrigin,
): SourceDraft {
  const usual = FORMATS[format].defaults[name] as Located | undefined;
  const first = from === 'path' ? usual?.path : from === 'header' ? usual?.header : undefined;
  return { ...draft, from, text: draft.text === '' ? (first ?? '') : draft.text };
}

/** Field of a message that a source is read from as it stands; null where it is no field. */
export function pathOfSource(draft: MappingDraft, name: SourceName): string | null {
  const source = draft.sources[name];
  if (source.from === 'path') return source.text.trim();
  if (source.from !== 'usual') return null;
  return (FORMATS[draft.format].defaults[name] as Located | undefined)?.path ?? null;
}

/** Where a source was refused, as a refusal names it: a path, "header x", or "record key". */
export function refusalNameOf(draft: MappingDraft, name: SourceName): string | null {
  const { from, text } = draft.sources[name];
  if (from === 'header') return `header ${text.trim()}`;
  if (from === 'key') return 'record key';
  return pathOfSource(draft, name);
}
