import { RegistryUnavailable, type SchemaFetcher } from '@leeway/stream';

/** Null = the schema is there, or known not to exist; else why nobody can say, in words. */
export async function waitsForSchema(schemas: SchemaFetcher, schemaId: number): Promise<string | null> {
  try {
    await schemas.fetch(schemaId);
    return null;
  } catch (error) {
    const why = error instanceof RegistryUnavailable ? error.message : `it could not be fetched: ${String(error)}`;
    return `waits for schema ${schemaId}: ${why}`.slice(0, 500);
  }
}
