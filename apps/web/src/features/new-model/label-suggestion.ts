import { FORMATS, StreamMapping } from '@leeway/contracts';
import type { MessageField } from './message-fields.ts';

const LABEL = /^(?:labels?|y|y_?true|target|truth|actual|outcome|result|class)$/iu;

type Suggestion = { mapping: StreamMapping; notes: string[] };

function pathOf(source: object | undefined): string | null {
  return source !== undefined && 'path' in source && typeof source.path === 'string' ? source.path : null;
}

/** A source of the predictions' mapping, where messages of labels have that field, too. */
function alike<Source extends object>(source: Source | undefined, fields: readonly MessageField[]): Source | undefined {
  const path = pathOf(source);
  return path !== null && fields.some((field) => field.path === path) ? source : undefined;
}

/** The field that is called like a label, or the only one that nothing else is read from. */
function labelField(fields: readonly MessageField[], taken: readonly (string | null)[]): MessageField | undefined {
  const scalars = fields.filter(({ kind }) => kind !== 'object' && kind !== 'list');
  const named = scalars.find(({ path }) => LABEL.test(path.split('.').at(-1) ?? ''));
  const rest = scalars.filter(({ path }) => !taken.includes(path));
  return named ?? (rest.length === 1 ? rest[0] : undefined);
}

/**
 * What was suggested for a topic as if it carried predictions, for labels: what its messages share with `like`, the
 * mapping of the predictions, is read alike, and a field that looks like the truth is the label. Null without one.
 */
export function suggestionForLabels(
  suggestion: Suggestion | null,
  like: StreamMapping | null,
  fields: readonly MessageField[],
): Suggestion | null {
  if (suggestion === null) return null;
  const { format, time, rows } = suggestion.mapping;
  const model = alike(like?.model, fields) ?? suggestion.mapping.model;
  const eventId = alike(like?.eventId, fields) ?? suggestion.mapping.eventId;
  const found = labelField(fields, [pathOf(model), pathOf(eventId), pathOf(time)]);
  if (found === undefined) return null;
  const usual = FORMATS[format].defaults.label?.path;
  const mapping = StreamMapping.safeParse({
    format,
    carries: 'labels',
    ...(model === undefined ? {} : { model }),
    ...(eventId === undefined ? {} : { eventId }),
    ...(time === undefined ? {} : { time }),
    ...(rows === undefined ? {} : { rows }),
    ...(usual === found.path ? {} : { label: { path: found.path } }),
  });
  if (!mapping.success) return null;
  const words = [
    ['Model', pathOf(model)],
    ['Id', pathOf(eventId)],
    ['Time', time !== undefined && 'record' in time ? 'the record’s own' : pathOf(time)],
    ['Label', found.path],
  ] as const;
  return { mapping: mapping.data, notes: words.flatMap(([name, path]) => (path === null ? [] : [`${name}: ${path}`])) };
}
