import { compilePath } from './field-path.ts';
import { describeValue, Refusal } from './refusal.ts';
import type { Row } from './row.ts';
import type { FieldSource } from './stream-mapping.ts';

const utf8 = new TextDecoder();

/** `inRow`: the entry itself says it, so it need not be told apart from the other entries of its message. */
export type Found = { value: unknown; inRow: boolean };
export type SourceReader = { name: string; read: (row: Row) => Found };

/** A path is looked up in the row and, where the row lacks it, in the whole message. */
export function compileSource(source: FieldSource): SourceReader {
  if ('const' in source) {
    const found = { value: source.const, inRow: false };
    return { name: 'const', read: () => found };
  }
  if ('header' in source)
    return {
      name: `header ${source.header}`,
      read: (row) => ({ value: row.attribute(source.header), inRow: false }),
    };
  if ('key' in source)
    return {
      name: 'record key',
      read: ({ message }) => ({ value: message.key === null ? undefined : utf8.decode(message.key), inRow: false }),
    };
  const read = compilePath(source.path);
  return {
    name: source.path,
    read: (row) => {
      const own = read(row.value);
      if (own !== undefined || row.value === row.root) return { value: own, inRow: row.value !== row.root };
      return { value: read(row.root), inRow: false };
    },
  };
}

/** Text of at most `max` characters; numbers and booleans are written out. Null where there is nothing. */
export function textOf(value: unknown, name: string, max: number): string | null {
  if (value === undefined || value === null) return null;
  if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'boolean')
    throw new Refusal(name, `${describeValue(value)}, expected text`);
  const text = String(value);
  if (text.length > max) throw new Refusal(name, `${text.length} characters, at most ${max}`);
  return text;
}
