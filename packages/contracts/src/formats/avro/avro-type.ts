import type { AvroLogicalType } from './avro-logical-type.ts';

export type AvroField = { name: string; type: AvroType };

/** A schema whose names are resolved: a record may hold itself. */
export type AvroType =
  | { kind: 'null' | 'boolean' | 'float' | 'double' | 'string' }
  | { kind: 'int' | 'long' | 'bytes'; logical: AvroLogicalType | null }
  | { kind: 'fixed'; size: number; logical: AvroLogicalType | null }
  | { kind: 'enum'; symbols: readonly string[] }
  | { kind: 'array'; items: AvroType }
  | { kind: 'map'; values: AvroType }
  | { kind: 'union'; branches: readonly AvroType[] }
  | { kind: 'record'; name: string; fields: AvroField[] };
