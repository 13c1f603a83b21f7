import { Refusal } from '../../mapping/refusal.ts';
import type { ByteCursor } from '../registry/byte-cursor.ts';
import { exactNumber } from '../registry/exact-number.ts';
import { dateOf, decimalOf, instantOf, uuidOf, type AvroLogicalType } from './avro-logical-type.ts';
import type { AvroField, AvroType } from './avro-type.ts';

type AvroReader = (cursor: ByteCursor) => unknown;

/** Zigzag: 0, -1, 1, -2, … */
function signed(value: number | bigint): number | bigint {
  if (typeof value === 'bigint') return (value >> 1n) ^ -(value & 1n);
  return value % 2 === 0 ? value / 2 : -(value + 1) / 2;
}

function longOf(cursor: ByteCursor): number | string {
  const value = signed(cursor.varint());
  return typeof value === 'bigint' ? exactNumber(value) : value;
}

function lengthOf(cursor: ByteCursor): number | bigint {
  const length = signed(cursor.varint());
  if (length < 0) throw new Refusal('', `length ${length}`);
  return length;
}

/** Blocks of a list or map: a count, if negative with the block's size behind it, up to a count of 0. */
function blocks(cursor: ByteCursor, readItem: () => void): void {
  cursor.enter();
  for (let count = signed(cursor.varint()); Number(count) !== 0; count = signed(cursor.varint())) {
    if (count < 0) cursor.varint();
    const items = Math.abs(Number(count));
    cursor.spend(items);
    for (let item = 0; item < items; item += 1) readItem();
  }
  cursor.leave();
}

function compileNumber(kind: 'int' | 'long', logical: AvroLogicalType | null): AvroReader {
  if (logical?.kind === 'date')
    return (cursor) => {
      const days = longOf(cursor);
      return typeof days === 'number' ? dateOf(days) : days;
    };
  if (logical?.kind === 'instant') return (cursor) => instantOf(signed(cursor.varint()), logical);
  if (kind === 'long') return longOf;
  return (cursor) => {
    const value = signed(cursor.varint());
    if (value < -2_147_483_648 || value > 2_147_483_647) throw new Refusal('', `${value}, expected an int`);
    return value;
  };
}

function compileBytes(lengthIn: (cursor: ByteCursor) => number | bigint, logical: AvroLogicalType | null): AvroReader {
  if (logical?.kind === 'decimal') {
    const { scale } = logical;
    return (cursor) => {
      const bytes = cursor.take(lengthIn(cursor));
      if (bytes.byteLength > 64) throw new Refusal('', `a decimal of ${bytes.byteLength} bytes`);
      return decimalOf(bytes, scale);
    };
  }
  if (logical?.kind === 'uuid') return (cursor) => uuidOf(cursor.take(lengthIn(cursor)));
  return (cursor) => cursor.base64(lengthIn(cursor));
}

function compileUnion(branches: readonly AvroReader[]): AvroReader {
  return (cursor) => {
    const index = signed(cursor.varint());
    const read = branches[Number(index)];
    if (read === undefined) throw new Refusal('', `branch ${index} of a union of ${branches.length}`);
    return read(cursor);
  };
}

function compileRecord(fields: readonly { name: string; read: AvroReader }[]): AvroReader {
  return (cursor) => {
    cursor.enter();
    cursor.spend(fields.length);
    const record: Record<string, unknown> = {};
    for (const { name, read } of fields) {
      const value = read(cursor);
      if (name !== '__proto__') record[name] = value;
    }
    cursor.leave();
    return record;
  };
}

/** A type → its reader. Types that hold themselves are compiled once, like all others. */
export function compileAvro(type: AvroType): AvroReader {
  const known = new Map<AvroType, AvroReader>();

  function fieldOf({ name, type: fieldType }: AvroField): { name: string; read: AvroReader } {
    return { name, read: compile(fieldType) };
  }

  function compile(one: AvroType): AvroReader {
    const compiled = known.get(one);
    if (compiled !== undefined) return compiled;
    // Stands in for a record while its fields are compiled, should one of them be the record.
    known.set(one, (cursor) => made(cursor));
    const made = make(one);
    known.set(one, made);
    return made;
  }

  function make(one: AvroType): AvroReader {
    switch (one.kind) {
      case 'null':
        return () => null;
      case 'boolean':
        return (cursor) => cursor.byte() !== 0;
      case 'int':
      case 'long':
        return compileNumber(one.kind, one.logical);
      case 'float':
        return (cursor) => cursor.float();
      case 'double':
        return (cursor) => cursor.double();
      case 'string':
        return (cursor) => cursor.text(lengthOf(cursor));
      case 'bytes':
        return compileBytes(lengthOf, one.logical);
      case 'fixed':
        return compileBytes(() => one.size, one.logical);
      case 'enum':
        return (cursor) => {
          const index = signed(cursor.varint());
          const symbol = one.symbols[Number(index)];
          if (symbol === undefined) throw new Refusal('', `symbol ${index} of an enum of ${one.symbols.length}`);
          return symbol;
        };
      case 'union':
        return compileUnion(one.branches.map(compile));
      case 'record':
        return compileRecord(one.fields.map(fieldOf));
      case 'array': {
        const readItem = compile(one.items);
        return (cursor) => {
          const list: unknown[] = [];
          blocks(cursor, () => list.push(readItem(cursor)));
          return list;
        };
      }
      case 'map': {
        const readValue = compile(one.values);
        return (cursor) => {
          const map: Record<string, unknown> = {};
          blocks(cursor, () => {
            const key = cursor.text(lengthOf(cursor));
            const value = readValue(cursor);
            if (key !== '__proto__') map[key] = value;
          });
          return map;
        };
      }
    }
  }

  return compile(type);
}
