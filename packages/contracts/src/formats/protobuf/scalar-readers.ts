import type { ByteCursor } from '../registry/byte-cursor.ts';
import { exactNumber } from '../registry/exact-number.ts';

/** How bytes of a field follow its tag: a varint, eight bytes, a length and as many, or four bytes. */
export type WireType = 0 | 1 | 2 | 5;
export type ScalarReader = { wire: WireType; read: (cursor: ByteCursor) => unknown; absent: unknown };

const int32 = (cursor: ByteCursor) => {
  const value = cursor.varint();
  return typeof value === 'bigint' ? Number(BigInt.asIntN(32, value)) : value | 0;
};
const uint32 = (cursor: ByteCursor) => {
  const value = cursor.varint();
  return typeof value === 'bigint' ? Number(BigInt.asUintN(32, value)) : value >>> 0;
};
const int64 = (cursor: ByteCursor) => {
  const value = cursor.varint();
  return typeof value === 'bigint' ? exactNumber(BigInt.asIntN(64, value)) : value;
};
const uint64 = (cursor: ByteCursor) => {
  const value = cursor.varint();
  return typeof value === 'bigint' ? exactNumber(value) : value;
};
const sint64 = (cursor: ByteCursor) => {
  const value = BigInt(cursor.varint());
  return exactNumber((value >> 1n) ^ -(value & 1n));
};
const sint32 = (cursor: ByteCursor) => {
  const value = uint32(cursor);
  return (value >>> 1) ^ -(value & 1);
};

/** Scalars by the names of .proto. `absent`: what a field without presence holds when it was not written. */
export const SCALAR_READERS: ReadonlyMap<string, ScalarReader> = new Map<string, ScalarReader>([
  ['int32', { wire: 0, read: int32, absent: 0 }],
  ['uint32', { wire: 0, read: uint32, absent: 0 }],
  ['sint32', { wire: 0, read: sint32, absent: 0 }],
  ['int64', { wire: 0, read: int64, absent: 0 }],
  ['uint64', { wire: 0, read: uint64, absent: 0 }],
  ['sint64', { wire: 0, read: sint64, absent: 0 }],
  ['bool', { wire: 0, read: (cursor) => Number(cursor.varint()) !== 0, absent: false }],
  ['fixed32', { wire: 5, read: (cursor) => cursor.fixed32(), absent: 0 }],
  ['sfixed32', { wire: 5, read: (cursor) => cursor.fixed32() | 0, absent: 0 }],
  ['float', { wire: 5, read: (cursor) => cursor.float(), absent: 0 }],
  ['fixed64', { wire: 1, read: (cursor) => exactNumber(cursor.fixed64()), absent: 0 }],
  ['sfixed64', { wire: 1, read: (cursor) => exactNumber(BigInt.asIntN(64, cursor.fixed64())), absent: 0 }],
  ['double', { wire: 1, read: (cursor) => cursor.double(), absent: 0 }],
  ['string', { wire: 2, read: (cursor) => cursor.text(cursor.varint()), absent: '' }],
  ['bytes', { wire: 2, read: (cursor) => cursor.base64(cursor.varint()), absent: '' }],
]);

/** An enum's number → its name; a number that the schema lacks stays one. */
export function enumReader(names: Readonly<Record<number, string>>): ScalarReader {
  const nameOf = (value: number) => names[value] ?? value;
  return { wire: 0, read: (cursor) => nameOf(int32(cursor)), absent: nameOf(0) };
}
