import protobuf from 'protobufjs';
import descriptor from 'protobufjs/ext/descriptor.js';
import type { RegisteredSchema } from '../schema-book.ts';

/** Messages of one file as its indexes count them; `path` is the full name. Null stands for what is no message of its own. */
export type FileMessage = { path: string; nested: (FileMessage | null)[]; countsDiffer: boolean };
export type ProtoRoot = { root: protobuf.Root; messages: FileMessage[] };

/** Files that registries leave out of the references, besides those that protobufjs has. */
const BUILT_IN: ReadonlyMap<string, string> = new Map([
  [
    'confluent/type/decimal.proto',
    'syntax = "proto3"; package confluent.type; message Decimal { bytes value = 1; uint32 precision = 2; int32 scale = 3; }',
  ],
]);
const BASE64 = /^[A-Za-z0-9+/\s]+={0,2}\s*$/u;

/** A file's text, or its descriptor in base64 (Python clients register that), with what it imports. */
export function loadProtoRoot({ text, references }: Pick<RegisteredSchema, 'text' | 'references'>): ProtoRoot {
  const root = new protobuf.Root();
  const given = new Set(references.map(({ name }) => name));
  const added = new Set<string>();
  const addBuiltIns = (imports: readonly string[]) => {
    for (const name of imports) {
      if (given.has(name) || added.has(name)) continue;
      added.add(name);
      addBuiltIn(root, name);
    }
  };
  for (const reference of references) addBuiltIns(addFile(root, reference.text).imports);
  const { imports, messages } = addFile(root, text);
  addBuiltIns(imports);
  root.resolveAll();
  return { root, messages };
}

function addBuiltIn(root: protobuf.Root, name: string): void {
  const text = BUILT_IN.get(name);
  if (text !== undefined) protobuf.parse(text, root, { keepCase: true });
  else if (name === 'google/protobuf/descriptor.proto')
    root.addJSON(descriptor.FileDescriptorProto.root.toJSON().nested ?? {});
  else {
    const common = protobuf.common.get(name);
    if (common?.nested !== undefined) root.addJSON(common.nested);
  }
}

type AddedFile = { imports: readonly string[]; messages: FileMessage[] };

function addFile(root: protobuf.Root, text: string): AddedFile {
  return BASE64.test(text) ? addDescriptor(root, text) : addText(root, text);
}

function addText(root: protobuf.Root, text: string): AddedFile {
  protobuf.parse(text, root, { keepCase: true });
  // Once more by itself: what others declare in the same package doesn't count in its indexes.
  const own = protobuf.parse(text, { keepCase: true });
  const scope = own.package === undefined ? own.root : own.root.lookup(own.package);
  const messages = scope instanceof protobuf.Namespace ? messagesIn(scope) : [];
  return { imports: [...(own.imports ?? []), ...(own.weakImports ?? [])], messages };
}

function messagesIn(scope: protobuf.Namespace): FileMessage[] {
  return scope.nestedArray.flatMap((one) =>
    one instanceof protobuf.Type
      ? [{ path: one.fullName, nested: messagesIn(one), countsDiffer: one.fieldsArray.some(({ map }) => map) }]
      : [],
  );
}

function addDescriptor(root: protobuf.Root, base64: string): AddedFile {
  const bytes = Uint8Array.from(atob(base64.replaceAll(/\s/gu, '')), (character) => character.charCodeAt(0));
  const file = descriptor.FileDescriptorProto.decode(bytes) as unknown as FileDescriptor;
  const scope = file.package ? root.define(file.package) : root;
  const context = { edition: editionOf(file), keepCase: true };
  for (const message of file.messageType ?? []) scope.add(protobuf.Type.fromDescriptor(message, context));
  for (const one of file.enumType ?? []) scope.add(protobuf.Enum.fromDescriptor(one, context));
  const prefix = file.package ? `.${file.package}` : '';
  return {
    imports: file.dependency ?? [],
    messages: (file.messageType ?? []).map((message) => messageOf(message, prefix)),
  };
}

type MessageDescriptor = { name: string; nestedType?: MessageDescriptor[]; options?: { mapEntry?: boolean } };
type FileDescriptor = {
  package?: string;
  syntax?: string;
  edition?: number;
  dependency?: string[];
  messageType?: MessageDescriptor[];
  enumType?: { name: string }[];
};

function editionOf({ syntax, edition }: FileDescriptor): string {
  if (syntax === 'editions') return edition === 1_001 ? '2024' : '2023';
  return syntax === undefined || syntax === '' ? 'proto2' : syntax;
}

/** A map's entries are messages to the descriptor and to Python's indexes, not to Java's. */
function messageOf(message: MessageDescriptor, prefix: string): FileMessage {
  const path = `${prefix}.${message.name}`;
  const nested = (message.nestedType ?? []).map((one) =>
    one.options?.mapEntry === true ? null : messageOf(one, path),
  );
  return { path, nested, countsDiffer: false };
}
