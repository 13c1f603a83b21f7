import { SchemaBook, schemaIdsOf, type StreamMessage } from '@leeway/contracts';
import { createSchemaFetcher, openSchemaRegistry, readSchemaRegistrySettings } from '@leeway/stream';
import { CliError } from './cli-error.ts';
import type { CliIo } from './command.ts';

/** Schemas that messages were written with, of the registry that SCHEMA_REGISTRY_URL names; `problem`: why some lack. */
export async function schemasFor(
  messages: readonly Pick<StreamMessage, 'value'>[],
  io: CliIo,
): Promise<{ schemas: SchemaBook; problem: string | null }> {
  const schemas = new SchemaBook();
  const ids = schemaIdsOf(messages);
  if (ids.length === 0) return { schemas, problem: null };
  const fetcher = createSchemaFetcher({
    registry: registryOf(io),
    shelf: schemas,
    now: Date.now,
    sleep: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
  });
  const fetched = await Promise.allSettled(ids.map((schemaId) => fetcher.fetch(schemaId)));
  const failed = fetched.find((outcome) => outcome.status === 'rejected');
  return { schemas, problem: failed === undefined ? null : `Not every schema could be had: ${String(failed.reason)}` };
}

function registryOf({ env }: CliIo) {
  try {
    const settings = readSchemaRegistrySettings(env);
    return settings === null ? null : openSchemaRegistry(settings);
  } catch (error) {
    throw new CliError(error instanceof Error ? error.message : String(error), 2);
  }
}
