/** A schema as a registry hands it out. `references`: what it imports, the imported before those that import them. */
export type RegisteredSchema = {
  type: 'avro' | 'json-schema' | 'protobuf';
  text: string;
  references: readonly { name: string; text: string }[];
};

/** Reads the bytes after the framing. Throws a `Refusal` where they do not fit. */
export type SchemaReader = (bytes: Uint8Array) => unknown;
type Entry = { schema: RegisteredSchema; readers: Map<string, SchemaReader | string> };

/** Schemas that are held; what was used longest ago is forgotten and fetched again when it is needed. */
const MAX_SCHEMAS = 500;
/** Ids that are known to be of no schema: anybody can make up more. */
const MAX_UNKNOWN = 1_000;

/** Schemas by their id in one registry: shared by the decoders of all topics, filled from outside as they are needed. */
export class SchemaBook {
  /** Least recently used first. */
  readonly #entries = new Map<number, Entry>();
  readonly #unknown = new Set<number>();

  has(schemaId: number): boolean {
    return this.#entries.has(schemaId) || this.#unknown.has(schemaId);
  }

  /** `null`: the registry says that there is no such schema. */
  add(schemaId: number, schema: RegisteredSchema | null): void {
    this.forget(schemaId);
    if (schema === null) this.#unknown.add(schemaId);
    else this.#entries.set(schemaId, { schema, readers: new Map() });
    forgetOldest(this.#entries, MAX_SCHEMAS);
    forgetOldest(this.#unknown, MAX_UNKNOWN);
  }

  /** What messages of the schema are; null where that is not known. */
  typeOf(schemaId: number): RegisteredSchema['type'] | null {
    return this.#entries.get(schemaId)?.schema.type ?? null;
  }

  /** To be asked for again: a schema that was unknown may be registered by now. */
  forget(schemaId: number): void {
    this.#entries.delete(schemaId);
    this.#unknown.delete(schemaId);
  }

  /**
   * Compiled once for each `kind`, of which there are few: one a format. `undefined`: not in the book yet. A text: why
   * messages of this schema can't be read.
   */
  reader(
    schemaId: number,
    kind: string,
    compile: (schema: RegisteredSchema) => SchemaReader,
  ): SchemaReader | string | undefined {
    if (this.#unknown.has(schemaId)) return `the schema registry knows no schema ${schemaId}`;
    const entry = this.#entries.get(schemaId);
    if (entry === undefined) return undefined;
    this.#entries.delete(schemaId);
    this.#entries.set(schemaId, entry);
    const known = entry.readers.get(kind);
    if (known !== undefined) return known;
    const made = compiled(schemaId, entry.schema, compile);
    entry.readers.set(kind, made);
    return made;
  }
}

function forgetOldest(kept: Map<number, unknown> | Set<number>, max: number): void {
  for (const schemaId of kept.keys()) {
    if (kept.size <= max) return;
    kept.delete(schemaId);
  }
}

function compiled(
  schemaId: number,
  schema: RegisteredSchema,
  compile: (schema: RegisteredSchema) => SchemaReader,
): SchemaReader | string {
  try {
    return compile(schema);
  } catch (error) {
    return `schema ${schemaId}: ${error instanceof Error ? error.message : String(error)}`.slice(0, 480);
  }
}
