import { CONTRACT_FIELDS } from './contract-fields.ts';
import type { FormatDefinition } from './format.ts';
import { compileMessage, type MessageReader } from './protobuf/compile-message.ts';
import { loadProtoRoot } from './protobuf/load-proto-root.ts';
import { messageAtIndexes, readMessageIndexes } from './protobuf/message-at-indexes.ts';
import { ByteCursor } from './registry/byte-cursor.ts';
import { schemaIdOf, unpackRegistered } from './registry/framing.ts';
import type { RegisteredSchema, SchemaReader } from './schema-book.ts';

/** A file's messages, each compiled when one of its kind comes. */
function compileFile(schema: RegisteredSchema): SchemaReader {
  const { root, messages } = loadProtoRoot(schema);
  const readers = new Map<string, MessageReader>();
  return (bytes) => {
    const { indexes, body } = readMessageIndexes(bytes);
    const path = messageAtIndexes(messages, indexes);
    let read = readers.get(path);
    if (read === undefined) {
      read = compileMessage(root.lookupType(path));
      readers.set(path, read);
    }
    return read(new ByteCursor(body), body.byteLength);
  };
}

/** Protobuf as Confluent's serializers write it: the schema's id, and which message of the file this is. */
export const protobufFormat: FormatDefinition = {
  defaults: CONTRACT_FIELDS,
  schemaOf: schemaIdOf,
  unpack: (message, _mapping, schemas) => unpackRegistered(message, schemas, 'protobuf', compileFile),
};
