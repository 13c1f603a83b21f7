import protobuf from 'protobufjs';
import { Refusal } from '../../mapping/refusal.ts';
import type { ByteCursor } from '../registry/byte-cursor.ts';
import { enumReader, SCALAR_READERS, type ScalarReader } from './scalar-readers.ts';
import { WELL_KNOWN_MESSAGES } from './well-known-messages.ts';

type Fields = Record<string, unknown>;
/** Reads up to `end`; what came before in `into` is added to, as Protobuf merges a field that is written twice. */
export type MessageReader = (cursor: ByteCursor, end: number, into?: Fields) => unknown;
type FieldReader = { wires: readonly number[]; read: (cursor: ByteCursor, into: Fields, wire: number) => void };

const LENGTH = 2;
const START_GROUP = 3;
const END_GROUP = 4;

/** A message type → its reader. Types are compiled when they are first needed: they may hold themselves. */
export function compileMessage(type: protobuf.Type): MessageReader {
  const known = new Map<protobuf.Type, MessageReader>();
  function readerOf(one: protobuf.Type): MessageReader {
    let read = known.get(one);
    if (read === undefined) {
      known.set(one, (cursor, end, into) => made(cursor, end, into));
      const made = compileType(one, readerOf);
      read = made;
      known.set(one, made);
    }
    return read;
  }
  return readerOf(type);
}

function compileType(type: protobuf.Type, readerOf: (type: protobuf.Type) => MessageReader): MessageReader {
  const readers = new Map<number, FieldReader>();
  const absent: [string, () => unknown][] = [];
  for (const field of type.fieldsArray) {
    if (field.name === '__proto__') continue;
    const reader = compileField(field, readerOf);
    if (reader !== null) readers.set(field.id, reader);
    const filled = absentOf(field);
    if (filled !== null) absent.push([field.name, filled]);
  }
  const plain = WELL_KNOWN_MESSAGES.get(type.fullName);
  return (cursor, end, into) => {
    cursor.enter();
    cursor.spend(absent.length + 1);
    const message: Fields = into ?? {};
    while (cursor.at < end) readField(cursor, message, readers);
    if (cursor.at > end) throw new Refusal('', 'a field ends behind its message');
    for (const [name, fill] of absent) if (message[name] === undefined) message[name] = fill();
    cursor.leave();
    return plain === undefined ? message : plain(message);
  };
}

function readField(cursor: ByteCursor, into: Fields, readers: ReadonlyMap<number, FieldReader>): void {
  const tag = Number(cursor.varint());
  const wire = tag % 8;
  const id = Math.floor(tag / 8);
  if (id < 1 || id > 536_870_911) throw new Refusal('', `field ${id}`);
  const reader = readers.get(id);
  if (reader?.wires.includes(wire) === true) reader.read(cursor, into, wire);
  else skip(cursor, wire, id);
}

/** Passes over a field that the schema lacks: written by a later one, or of another type. */
function skip(cursor: ByteCursor, wire: number, id: number): void {
  switch (wire) {
    case 0:
      cursor.varint();
      return;
    case 1:
      return cursor.skip(8);
    case LENGTH:
      return cursor.skip(cursor.varint());
    case START_GROUP:
      return skipGroup(cursor, id);
    case 5:
      return cursor.skip(4);
    default:
      throw new Refusal('', `wire type ${wire}`);
  }
}

function skipGroup(cursor: ByteCursor, id: number): void {
  cursor.enter();
  for (;;) {
    const tag = Number(cursor.varint());
    if (tag % 8 === END_GROUP) {
      if (Math.floor(tag / 8) !== id) throw new Refusal('', 'a group ends that did not begin');
      break;
    }
    skip(cursor, tag % 8, Math.floor(tag / 8));
  }
  cursor.leave();
}

/** What a field that was not written holds; null where it is missing then. */
function absentOf(field: protobuf.Field): (() => unknown) | null {
  if (field.map) return () => ({});
  if (field.repeated) return () => [];
  if (field.hasPresence) {
    const declared: unknown = field.options?.['default'];
    return declared === undefined ? null : () => field.typeDefault as unknown;
  }
  const scalar = scalarOf(field);
  return scalar === null ? null : () => scalar.absent;
}

function scalarOf({ type, resolvedType }: Pick<protobuf.Field, 'type' | 'resolvedType'>): ScalarReader | null {
  if (resolvedType instanceof protobuf.Enum) return enumReader(resolvedType.valuesById);
  return SCALAR_READERS.get(type) ?? null;
}

/** Null for groups, which no schema of today may declare: they are passed over. */
function compileField(field: protobuf.Field, readerOf: (type: protobuf.Type) => MessageReader): FieldReader | null {
  const { name, resolvedType } = field;
  if (field.delimited) return null;
  const scalar = scalarOf(field);
  if (field instanceof protobuf.MapField) return compileMap(field, readerOf);
  if (scalar !== null) return compileScalar(name, scalar, field.repeated);
  if (!(resolvedType instanceof protobuf.Type)) throw new Error(`field ${field.fullName} is of no known type`);
  const read = readerOf(resolvedType);
  const isPlain = WELL_KNOWN_MESSAGES.has(resolvedType.fullName);
  const one = (cursor: ByteCursor, before: unknown) => {
    const end = endOf(cursor);
    return read(cursor, end, isPlain ? undefined : (before as Fields | undefined));
  };
  return {
    wires: [LENGTH],
    read: (cursor, into) => {
      if (field.repeated) listIn(into, name).push(one(cursor, undefined));
      else into[name] = one(cursor, into[name]);
    },
  };
}

function endOf(cursor: ByteCursor): number {
  const length = cursor.varint();
  const from = cursor.at;
  cursor.skip(length);
  const end = cursor.at;
  cursor.at = from;
  return end;
}

function listIn(into: Fields, name: string): unknown[] {
  const list = (into[name] ?? []) as unknown[];
  into[name] = list;
  return list;
}

/** Repeated scalars may come one by one or packed, whatever the schema says. */
function compileScalar(name: string, { wire: own, read }: ScalarReader, isRepeated: boolean): FieldReader {
  if (!isRepeated)
    return {
      wires: [own],
      read: (cursor, into) => {
        into[name] = read(cursor);
      },
    };
  return {
    wires: own === LENGTH ? [own] : [own, LENGTH],
    read: (cursor, into, wire) => {
      const list = listIn(into, name);
      if (wire === own) return void list.push(read(cursor));
      const end = endOf(cursor);
      while (cursor.at < end) list.push(read(cursor));
      if (cursor.at > end) throw new Refusal('', `${name}: a value ends behind its list`);
    },
  };
}

/** Entries are messages of a key and a value; the last of a key counts. */
function compileMap(field: protobuf.MapField, readerOf: (type: protobuf.Type) => MessageReader): FieldReader {
  const key = SCALAR_READERS.get(field.keyType);
  const value = scalarOf(field);
  const { name, resolvedType } = field;
  const message = resolvedType instanceof protobuf.Type ? readerOf(resolvedType) : null;
  if (key === undefined || (value === null && message === null))
    throw new Error(`map ${field.fullName} is of no known type`);
  const readers = new Map<number, FieldReader>([[1, compileScalar('key', key, false)]]);
  if (value !== null) readers.set(2, compileScalar('value', value, false));
  else
    readers.set(2, {
      wires: [LENGTH],
      read: (cursor, into) => {
        into['value'] = message?.(cursor, endOf(cursor));
      },
    });
  return {
    wires: [LENGTH],
    read: (cursor, into) => {
      const end = endOf(cursor);
      cursor.enter();
      cursor.spend(1);
      const entry: Fields = {};
      while (cursor.at < end) readField(cursor, entry, readers);
      if (cursor.at > end) throw new Refusal('', `${name}: a field ends behind its entry`);
      cursor.leave();
      const map = (into[name] ?? {}) as Fields;
      into[name] = map;
      const at = String(entry['key'] ?? key.absent);
      if (at !== '__proto__') map[at] = entry['value'] ?? value?.absent ?? null;
    },
  };
}
