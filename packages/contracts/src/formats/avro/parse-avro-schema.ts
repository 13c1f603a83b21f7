import type { RegisteredSchema } from '../schema-book.ts';
import { avroLogicalType } from './avro-logical-type.ts';
import type { AvroField, AvroType } from './avro-type.ts';

type Json = Record<string, unknown>;
type NamedType = Extract<AvroType, { kind: 'record' | 'enum' | 'fixed' }>;

const MAX_TYPES = 20_000;
const MAX_DEPTH = 64;
const MAX_FIXED_BYTES = 1_048_576;

const PLAIN: ReadonlyMap<string, AvroType> = new Map<string, AvroType>([
  ...(['null', 'boolean', 'float', 'double', 'string'] as const).map((kind): [string, AvroType] => [kind, { kind }]),
  ...(['int', 'long', 'bytes'] as const).map((kind): [string, AvroType] => [kind, { kind, logical: null }]),
]);

/** A schema and what it refers to → a type. Throws an Error whose message is meant for people. */
export function parseAvroSchema({ text, references }: Pick<RegisteredSchema, 'text' | 'references'>): AvroType {
  const parser = new AvroSchemaParser();
  for (const reference of references) parser.parse(reference.text);
  return parser.parse(text);
}

class AvroSchemaParser {
  readonly #named = new Map<string, NamedType>();
  #types = 0;

  parse(text: string): AvroType {
    let schema: unknown;
    try {
      schema = JSON.parse(text);
    } catch {
      // Registries give the names of primitive types with or without quotes.
      schema = text.trim();
    }
    return this.#typeOf(schema, '', 0);
  }

  #typeOf(schema: unknown, namespace: string, depth: number): AvroType {
    this.#types += 1;
    if (this.#types > MAX_TYPES) throw new Error(`more than ${MAX_TYPES} types`);
    if (depth > MAX_DEPTH) throw new Error(`types nested deeper than ${MAX_DEPTH}`);
    if (typeof schema === 'string') return this.#byName(schema, namespace);
    if (Array.isArray(schema))
      return { kind: 'union', branches: schema.map((branch) => this.#typeOf(branch, namespace, depth + 1)) };
    if (typeof schema !== 'object' || schema === null) throw new Error('no Avro schema');
    return this.#complexOf(schema as Json, namespace, depth + 1);
  }

  #byName(name: string, namespace: string): AvroType {
    const known =
      PLAIN.get(name) ??
      (name.includes('.')
        ? this.#named.get(name)
        : (this.#named.get(joined(namespace, name)) ?? this.#named.get(name)));
    if (known === undefined) throw new Error(`no type is called ${JSON.stringify(name.slice(0, 200))}`);
    return known;
  }

  #complexOf(schema: Json, namespace: string, depth: number): AvroType {
    const { type } = schema;
    switch (type) {
      case 'record':
      case 'error':
        return this.#recordOf(schema, namespace, depth);
      case 'enum':
        return this.#define(schema, namespace, { kind: 'enum', symbols: textsOf(schema['symbols'], 'symbols') });
      case 'fixed': {
        const size = Number(schema['size']);
        if (!Number.isSafeInteger(size) || size < 0 || size > MAX_FIXED_BYTES) throw new Error('a fixed without size');
        return this.#define(schema, namespace, {
          kind: 'fixed',
          size,
          logical: avroLogicalType(schema, 'fixed', size),
        });
      }
      case 'array':
        return { kind: 'array', items: this.#typeOf(schema['items'], namespace, depth) };
      case 'map':
        return { kind: 'map', values: this.#typeOf(schema['values'], namespace, depth) };
      case 'int':
      case 'long':
      case 'bytes':
        return { kind: type, logical: avroLogicalType(schema, type, 0) };
      default:
        return this.#typeOf(type, namespace, depth);
    }
  }

  #recordOf(schema: Json, namespace: string, depth: number): AvroType {
    const fields: AvroField[] = [];
    // Known before its fields are read, which may name it.
    const name = fullName(schema, namespace);
    const record = this.#define(schema, namespace, { kind: 'record', name, fields });
    const inside = name.includes('.') ? name.slice(0, name.lastIndexOf('.')) : '';
    if (!Array.isArray(schema['fields'])) throw new Error(`record ${name} without fields`);
    for (const field of schema['fields'] as unknown[]) {
      const { name: fieldName, type } = (field ?? {}) as Json;
      if (typeof fieldName !== 'string') throw new Error(`record ${name} has a field without a name`);
      fields.push({ name: fieldName, type: this.#typeOf(type, inside, depth) });
    }
    return record;
  }

  #define<T extends NamedType>(schema: Json, namespace: string, type: T): T {
    this.#named.set(fullName(schema, namespace), type);
    return type;
  }
}

function joined(namespace: string, name: string): string {
  return namespace === '' ? name : `${namespace}.${name}`;
}

function fullName({ name, namespace: own }: Json, namespace: string): string {
  if (typeof name !== 'string' || name === '') throw new Error('a type without a name');
  if (name.includes('.')) return name;
  return joined(typeof own === 'string' ? own : namespace, name);
}

function textsOf(value: unknown, what: string): string[] {
  if (!Array.isArray(value) || !value.every((one) => typeof one === 'string'))
    throw new Error(`an enum without ${what}`);
  return value;
}
