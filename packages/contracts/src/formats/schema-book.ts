/** A schema as a registry hands it out. `references`: what it imports, the imported before those that import them. */
export type RegisteredSchema = {
  type: 'avro' | 'json-schema' | 'protobuf';
  text: string;
  references: readonly { name: string; text: string }[];
};

/** Reads the bytes after the framing. Throws a `Refusal` where they do not fit. */
export type SchemaReader = (bytes: Uint8Array) => unknown;
type Entry = { schema: RegisteredSchema | null; readers: Map<string, SchemaReader | string> };

const MAX_READERS = 64;

/** Schemas by their id in one registry: shared by the decoders of all topics, filled from outside as they are needed. */
export class SchemaBook {
  readonly #entries = new Map<number, Entry>();

  has(schemaId: number): boolean {
    return this.#entries.has(schemaId);
  }

  /** `null`: the registry says that there is no such schema. */
  add(schemaId: number, schema: RegisteredSchema | null): void {
    this.#entries.set(schemaId, { schema, readers: new Map() });
  }

  /** To be asked for again: a schema that was unknown may be registered by now. */
  forget(schemaId: number): void {
    this.#entries.delete(schemaId);
  }

  /** `undefined`: not in the book yet. A text: why messages of this schema can't be read. */
  reader(
    schemaId: number,
    kind: string,
    compile: (schema: RegisteredSchema) => SchemaReader,
  ): SchemaReader | string | undefined {
    const entry = this.#entries.get(schemaId);
    if (entry === undefined) return undefined;
    const known = entry.readers.get(kind);
    if (known !== undefined) return known;
    const made = compiled(schemaId, entry.schema, compile);
    if (entry.readers.size < MAX_READERS) entry.readers.set(kind, made);
    return made;
  }
}

function compiled(
  schemaId: number,
  schema: RegisteredSchema | null,
  compile: (schema: RegisteredSchema) => SchemaReader,
): SchemaReader | string {
  if (schema === null) return `the schema registry knows no schema ${schemaId}`;
  try {
    return compile(schema);
  } catch (error) {
    return `schema ${schemaId}: ${error instanceof Error ? error.message : String(error)}`.slice(0, 480);
  }
}
