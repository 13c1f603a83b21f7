import { compilePath } from './field-path.ts';
import { compileSource, textOf } from './read-source.ts';
import { readTime } from './read-time.ts';
import { Refusal } from './refusal.ts';
import type { Row } from './row.ts';
import type { StreamMapping } from './stream-mapping.ts';

const MAX_TEXT = 200;

/** Who, which model, when: what predictions and labels have in common. */
export type Identity = { id: string; model: string; time: number; version: string };

function required(text: string | null, name: string): string {
  if (text === null || text === '') throw new Refusal(name, text === null ? 'missing' : 'empty');
  return text;
}

/** Rows of a message that share an id are told apart by their position. */
function compileId(mapping: StreamMapping): (row: Row) => string {
  if (mapping.eventId === undefined)
    return ({ message, index, count }) => `${message.partition}-${message.offset}${count > 1 ? `/${index}` : ''}`;
  const { name, read } = compileSource(mapping.eventId);
  return (row) => {
    const { value, inRow } = read(row);
    const id = required(textOf(value, name, MAX_TEXT - 6), name);
    return row.count > 1 && !inRow ? `${id}/${row.index}` : id;
  };
}

function compileText(source: NonNullable<StreamMapping['version']>): (row: Row) => string | null {
  const { name, read } = compileSource(source);
  return (row) => textOf(read(row).value, name, MAX_TEXT);
}

function compileTime(mapping: StreamMapping): (row: Row) => number {
  const { time } = mapping;
  if (time === undefined || 'record' in time) return ({ message }) => Math.max(0, Math.floor(message.timestampMs));
  const { header, path, unit, zone } = time;
  if (header !== undefined) {
    const settings = { unit, zone, name: `header ${header}` };
    return (row) => {
      const text = row.attribute(header);
      if (text === undefined) throw new Refusal(settings.name, 'missing');
      return readTime(text, settings);
    };
  }
  const read = compilePath(path ?? '');
  const settings = { unit, zone, name: path ?? '' };
  return (row) => readTime(read(row.value) ?? read(row.root), settings);
}

export function compileIdentity(mapping: StreamMapping): (row: Row) => Identity {
  const idOf = compileId(mapping);
  const timeOf = compileTime(mapping);
  const { model = { path: 'model' }, version } = mapping;
  const { name: modelName } = compileSource(model);
  const modelOf = compileText(model);
  const versionOf = version === undefined ? () => '' : compileText(version);
  return (row) => ({
    id: idOf(row),
    model: required(modelOf(row), modelName),
    time: timeOf(row),
    version: versionOf(row) ?? '',
  });
}
