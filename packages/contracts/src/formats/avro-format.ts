import { Refusal } from '../mapping/refusal.ts';
import { compileAvro } from './avro/compile-avro.ts';
import { parseAvroSchema } from './avro/parse-avro-schema.ts';
import { CONTRACT_FIELDS } from './contract-fields.ts';
import type { FormatDefinition } from './format.ts';
import { ByteCursor } from './registry/byte-cursor.ts';
import { schemaIdOf, unpackRegistered } from './registry/framing.ts';

/** Avro as Confluent's serializers write it: each message by the schema that it was written with, whose id it carries. */
export const avroFormat: FormatDefinition = {
  defaults: CONTRACT_FIELDS,
  schemaOf: schemaIdOf,
  unpack: (message, _mapping, schemas) =>
    unpackRegistered(message, schemas, 'avro', (schema) => {
      const read = compileAvro(parseAvroSchema(schema));
      return (bytes) => {
        const cursor = new ByteCursor(bytes);
        const value = read(cursor);
        if (cursor.at < cursor.length) throw new Refusal('', `${cursor.length - cursor.at} bytes behind the message`);
        return value;
      };
    }),
};
