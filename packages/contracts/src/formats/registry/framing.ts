import { describeValue, Refusal } from '../../mapping/refusal.ts';
import type { FilledMessage, UnpackOutcome } from '../format.ts';
import type { RegisteredSchema, SchemaBook, SchemaReader } from '../schema-book.ts';
import { readHeaders } from '../../mapping/attribute-reader.ts';

const FRAME_BYTES = 5;

/** The schema's id in the registry, which Confluent's serializers write between a zero byte and the message. */
export function schemaIdOf({ value }: Pick<FilledMessage, 'value'>): number | null {
  if (value.byteLength < FRAME_BYTES || value[0] !== 0) return null;
  return new DataView(value.buffer, value.byteOffset).getUint32(1);
}

export function requireSchemaId(message: FilledMessage): number {
  const schemaId = schemaIdOf(message);
  if (schemaId !== null) return schemaId;
  const [first] = message.value;
  throw new Refusal('', `first byte ${describeValue(first)}, expected 0 and the id of a schema in 4 bytes`);
}

export function afterFrame(value: Uint8Array): Uint8Array {
  return value.subarray(FRAME_BYTES);
}

const NAMES = { avro: 'Avro', 'json-schema': 'JSON Schema', protobuf: 'Protobuf' } as const;

/** Reads a message by a reader that its schema was compiled to once. */
export function unpackRegistered(
  message: FilledMessage,
  schemas: SchemaBook,
  type: RegisteredSchema['type'],
  compile: (schema: RegisteredSchema) => SchemaReader,
): UnpackOutcome {
  const schemaId = requireSchemaId(message);
  const reader = schemas.reader(schemaId, type, (schema) => {
    if (schema.type !== type) throw new Error(`is ${NAMES[schema.type]}, the mapping says ${NAMES[type]}`);
    return compile(schema);
  });
  if (reader === undefined) return { kind: 'needs-schema', schemaId };
  if (typeof reader === 'string') throw new Refusal('', reader);
  return {
    root: reader(message.value.subarray(FRAME_BYTES)),
    rows: null,
    part: 'whole',
    attribute: readHeaders(message.headers),
  };
}
