/** A schema with what it imports, the imported before those that import them. */
export type FetchedSchema = {
  type: 'avro' | 'json-schema' | 'protobuf';
  text: string;
  references: { name: string; text: string }[];
};

/** What the rest of Leeway knows of a schema registry. */
export interface SchemaRegistry {
  /** Null: there is no such schema. Throws `RegistryUnavailable` when nobody can say. */
  schema(schemaId: number): Promise<FetchedSchema | null>;
}

/** The registry did not answer, or not with what it should: asking again later may help. */
export class RegistryUnavailable extends Error {}

export type SchemaRegistrySettings = {
  /** Where the Confluent-compatible API begins, without /schemas. */
  url: string;
  auth?: { kind: 'basic'; username: string; password: string } | { kind: 'bearer'; token: string } | undefined;
  /** The authority that signed the registry's certificate, as PEM; left out: those of the system. */
  ca?: string | undefined;
  timeoutMs?: number;
};
